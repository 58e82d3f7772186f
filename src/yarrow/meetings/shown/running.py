"""How a day goes, in the words that everybody who takes part may read: the neutral half of a run sheet.

It lies in the shared room, which every worker of the day is in. Times, ways and waiting rooms of one
person stand in that person's own room and on a page of its own (domain.md §2.9; design.md §1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yarrow.gate.facts.day import RunOfDay
from yarrow.gate.forms import Form
from yarrow.gate.words import Answer
from yarrow.handover.screen import Screen
from yarrow.meetings.models import Plan
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker


@dataclass(frozen=True, slots=True)
class ShownRun:
    """The run of a day as lists of lines. ``may_be_on_screen``: everybody agreed to it."""

    order: tuple[str, ...]
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    breaks: tuple[str, ...]
    interpreters: tuple[str, ...]
    alone_out: str
    alone_watch: str
    alone_call: str
    may_be_on_screen: bool

    def screen(self, plan: Plan) -> Screen:
        """What may stand on a screen that all can see: no interpreter, no watcher, nobody's way."""
        return Screen(about=plan.pk, order=self.order, rules=self.rules, questions=self.questions)


def shared_room_held(worker: Worker, plan: Plan) -> Room | None:
    """The shared room of the plan's case, where this worker is in it."""
    return rooms_held_by(worker).filter(case=plan.case, kind=RoomKind.SHARED).first()


def run_in(entries: Iterable[ReadEntry], plan: Plan) -> RunOfDay | None:
    """What was last written for the day of this plan; None where nothing was, or was taken out."""
    mine = [
        each.fact
        for each in entries
        if each.counts and isinstance(each.fact, RunOfDay) and each.fact.plan == str(plan.pk)
    ]
    return mine[-1] if mine else None


def run_shown(run: RunOfDay) -> ShownRun:
    """Line by line."""
    return ShownRun(
        order=_lines(run.order),
        questions=_lines(run.questions),
        rules=_lines(run.rules),
        breaks=_lines(run.breaks),
        interpreters=_lines(run.interpreters),
        alone_out=run.alone_out,
        alone_watch=run.alone_watch,
        alone_call=run.alone_call,
        may_be_on_screen=run.on_screen is Answer.YES,
    )


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def alone_of(plan: Plan) -> str:
    """Time for the family alone: ``decided`` by the plan itself, ``apart`` where it needs another plan."""
    found = {Form.PRIVATE_FAMILY_TIME: "decided", Form.FAMILY_GROUP_CONFERENCE: "apart"}
    return found.get(Form.of(plan.form), "")
