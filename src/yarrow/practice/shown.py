"""What pages and Today show of practice, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.staff.models import Worker

from .models import Attestation
from .queries import Line, running_out, waiting_for_second
from .queries.reflecting import waits_for_answer
from .rules import REMIND_BEFORE
from .terms import BOTH_WERE_THERE, SEEN_ON_PAPER, State, Subject


@dataclass(frozen=True, slots=True)
class TodayLines:
    """What the first page of the day says: one's own that runs out, and how many wait for one's word."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A record in words. Without names where a guest looks."""

    row: Attestation
    what: str
    says: str
    behind: str
    state: State
    colour: str

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it is still there to be taken back."""
        return self.state is not State.WITHDRAWN


COLOURS = {State.IN_DATE: "green", State.WAITING: "blue", State.RAN_OUT: "red", State.NOT_KNOWN: "red"}


def shown(lines: Sequence[Line], today: date, *, with_names: bool) -> list[ShownLine]:
    """Each record in words, newest first."""
    return [_shown(line, today, with_names=with_names) for line in lines]


def _shown(line: Line, today: date, *, with_names: bool) -> ShownLine:
    row, state = line.row, line.state
    soon = state is State.IN_DATE and row.until <= today + REMIND_BEFORE
    return ShownLine(
        row=row,
        what=str(row.get_subject_display()),
        says=days_of(row, state),
        behind=behind(row) if with_names else "",
        state=state,
        colour="yellow" if soon else COLOURS.get(state, "grey"),
    )


def days_of(row: Attestation, state: State) -> str:
    """From when until when, and what is to be done: a refusal that says when."""
    words = {"on": day(row.on), "until": day(row.until)}
    if row.subject in BOTH_WERE_THERE:
        if state is State.RAN_OUT:
            return gettext("On %(on)s. The next one was due by %(until)s.") % words
        return gettext("On %(on)s. The next one is due by %(until)s.") % words
    if row.subject in SEEN_ON_PAPER:
        return gettext("Seen, and dated %(on)s. It counts until %(until)s.") % words
    if state is State.RAN_OUT:
        return gettext("Trained by %(on)s. It counted until %(until)s.") % words
    return gettext("Trained by %(on)s. It counts until %(until)s.") % words


def behind(row: Attestation) -> str:
    """Who stands behind it."""
    words = {"by": row.by.name, "second": row.second.name if row.second else ""}
    if row.second is None:
        return gettext("Recorded by %(by)s.") % words
    return gettext("Recorded by %(by)s, confirmed by %(second)s.") % words


def today_lines(worker: Worker, today: date) -> TodayLines:
    """Own things that run out within thirty days, or have; and what waits. Three queries."""
    own = [_reminder(row, today) for row in running_out(worker, today)]
    if waits_for_answer(worker):
        own.append(gettext("You are offered time to talk. You may say no."))
    return TodayLines(lines=tuple(own))


def _reminder(row: Attestation, today: date) -> str:
    words = {"what": row.get_subject_display(), "until": day(row.until)}
    if row.subject == Subject.SUPERVISION:
        if row.until < today:
            return gettext("Your case supervision was due by %(until)s.") % words
        return gettext("Your next case supervision is due by %(until)s.") % words
    if row.subject == Subject.OBSERVED:
        return gettext("Somebody is to see your work again by %(until)s.") % words
    if row.until < today:
        return gettext("%(what)s: your training ran out on %(until)s.") % words
    return gettext("%(what)s: your training runs out on %(until)s.") % words


def how_many_wait(worker: Worker) -> int:
    """How many records of colleagues wait for somebody's word."""
    return waiting_for_second(worker).count()
