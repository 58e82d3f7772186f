"""What the faces of a plan show, gathered for who may see it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from yarrow.cases.models import Case
from yarrow.cases.queries import allocations_that_count, workers_on
from yarrow.cases.terms import Duty
from yarrow.design.colours import RoomShown
from yarrow.design.environment import day
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.words import Answer
from yarrow.meetings.brief import BriefContent, open_brief
from yarrow.meetings.models import Brief, Plan
from yarrow.meetings.queries import answers_to, briefs_for, every_room_asked, question_of
from yarrow.meetings.rules import NO, Answered
from yarrow.practice.queries import Due, colleagues_due
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_answer, rooms_held_by, team_abuse
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .codes import heading_in_words, in_words
from .named import numbered, rooms_shown


@dataclass(frozen=True, slots=True)
class OwnRoom:
    """A room this worker is in, as a plan names it."""

    id: UUID
    shown: RoomShown
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class AskedRoom:
    """A room the plan asks, as the lead sees it: ``own`` is empty where the lead is not inside."""

    label: str
    own: OwnRoom | None
    said: str


@dataclass(frozen=True, slots=True)
class ShownBrief:
    """A brief in words."""

    about: str
    author: str
    written: str
    waiting: tuple[str, ...]
    facts: tuple[str, ...]
    words: str


def own_rooms(plan: Plan, worker: Worker, keyring: Keyring) -> tuple[OwnRoom, ...]:
    """A worker's own part: the rooms they are in that the plan asks, and the team's."""
    asked = {room.pk for room in every_room_asked(plan)}
    held = [room for room in rooms_held_by(worker).filter(case=plan.case) if room.pk in asked]
    shown = rooms_shown(held, keyring)
    return tuple(OwnRoom(room.pk, shown[room.pk], room.kind == RoomKind.PERSON) for room in held)


def rooms_of_lead(plan: Plan, worker: Worker, keyring: Keyring, on: date) -> tuple[AskedRoom, ...]:
    """Each room concerned and, where the lead is inside, what it answers and until when.

    Hazard: a room that stands on its own "no abuse" is no longer believed as soon as the team says
    otherwise. Who is not inside the team's room must not hear that, so for them the room's own word counts.
    """
    own = {each.id: each for each in own_rooms(plan, worker, keyring)}
    question = question_of(plan, on)
    hears_the_team = any(not each.is_person for each in own.values())
    abuse = team_abuse(plan.case, question.policy) if hears_the_team else Answer.NO
    answers = answers_to(plan, question, abuse=abuse)
    return tuple(
        AskedRoom(
            label=numbered(room),
            own=own.get(room.pk),
            said=_answer(answers.get(room.pk, NO), room, question, abuse)
            if room.pk in own
            else _not_inside(),
        )
        for room in every_room_asked(plan)
    )


def _answer(said: Answered, room: Room, question: Question, abuse: Answer) -> str:
    """Yes, not yet or not known, of a room that the lead is in."""
    if not said.stands and room_answer(room, question, abuse=abuse) is RoomAnswer.UNKNOWN:
        return gettext("Not known. Somebody inside must look at it again, and say whether it is still so.")
    if not said.stands:
        return gettext("Does not stand. The room shows what must be in place.")
    if said.last_day is None:
        return gettext("Stands today.")
    return gettext("Stands until %(day)s.") % {"day": day(said.last_day)}


def _not_inside() -> str:
    """The same words whatever that room answers: who is not inside is not told."""
    return gettext("Its worker sees what must be in place. It is asked when a day is set.")


def series_shown(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The written series, first day first."""
    return tuple((step.get_kind_display(), day(step.on)) for step in plan.steps.order_by("on", "kind"))


def team_shown(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who works on a case and with which duties; the order says nothing of anybody's rooms."""
    order = list(Duty)
    found = allocations_that_count(case)
    rows = sorted(found, key=lambda row: (order.index(Duty(row.duty)), row.worker.name))
    duties: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        duties[row.worker_id].append(row.get_duty_display())
    names = {row.worker_id: row.worker.name for row in rows}
    return tuple((name, tuple(duties[worker])) for worker, name in names.items())


def practice_of_plan(plan: Plan, on: date) -> list[Due]:
    """How those who would lead the work are trained and supervised, and since when they are not (E5, E6).

    The same whatever rules bind the plan: it says nothing of any room.
    """
    workers = workers_on(plan.case, Duty.LEAD, Duty.PRACTITIONER)
    return colleagues_due(on, only=[worker.pk for worker in workers])


def briefs_shown(plan: Plan, worker: Worker, keyring: Keyring, on: date) -> tuple[ShownBrief, ...]:
    """The briefs in date that were sealed to this supervisor, opened."""
    return tuple(opened_brief(brief, keyring) for brief in briefs_for(worker, plan, on))


def opened_brief(brief: Brief, keyring: Keyring) -> ShownBrief:
    """One brief in words; plainly that it is broken where it does not open."""
    try:
        return brief_in_words(brief, open_brief(brief, keyring))
    except (CannotOpen, ValueError, KeyError):
        broken = gettext("This brief cannot be opened. Ask its author to write it again.")
        return brief_in_words(brief, BriefContent(codes=(), facts=(), words=broken))


def brief_in_words(brief: Brief, content: BriefContent) -> ShownBrief:
    """A brief as its supervisor reads it."""
    return ShownBrief(
        about=numbered(brief.room),
        author=brief.author.name,
        written=day(brief.written_at.date()),
        waiting=tuple(heading_in_words(code) for code in content.codes),
        facts=tuple(in_words(code) for code in content.facts),
        words=content.words,
    )
