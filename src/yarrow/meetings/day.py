"""Asking the day: what each room said today, and whether people may begin. Nothing here shows a room.

It needs the keys of every room, so only the lead can be told (design.md §4, "Asking").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from yarrow.cases.queries import stops_to_tell_after
from yarrow.gate.ask import Possible
from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.day import DayFacts, reasons_in_room, reasons_to_begin
from yarrow.gate.facts import Fact, Home
from yarrow.gate.facts.day import PlaceToday, StillSo
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.facts import DECIDES_NOTHING
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, entries_in, holders_of, team_room
from yarrow.rooms.queries.recorded import facts_for_gate
from yarrow.rooms.terms import RoomKind, Stream
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring

from .gate import abuse_in, gate_answer
from .models import Plan
from .queries import day_of, is_held, question_of, rooms_asked
from .terms import PlanState

_SAYS: dict[Home, type[StillSo | PlaceToday]] = {Home.PERSON: StillSo, Home.TEAM: PlaceToday}


@dataclass(frozen=True, slots=True)
class RoomToday:
    """One room on the day: what it still lacks, for who is inside."""

    room: Room
    reasons: tuple[GateReason, ...]
    asked_by: UUID | None = None

    @property
    def said(self) -> Answer:
        """Yes only when nothing is lacking."""
        return Answer.NO if self.reasons else Answer.YES


def rooms_today(plan: Plan, keyring: Keyring, day: date) -> tuple[RoomToday, ...]:
    """Each person's room that the plan asks, as it stands for this day."""
    question = question_of(plan, day)
    return tuple(room_today(room, keyring, question) for room in rooms_asked(plan))


def place_today(plan: Plan, keyring: Keyring, day: date) -> RoomToday | None:
    """The team's room for this day; None where there is none."""
    team = team_room(plan.case)
    return room_today(team, keyring, question_of(plan, day)) if team is not None else None


def room_today(room: Room, keyring: Keyring, question: Question) -> RoomToday:
    """What one room still lacks for this day; a room that cannot be read lacks that."""
    try:
        entries = entries_in(room, keyring)
    except (CannotOpen, NotThere, ValueError, KeyError):
        return RoomToday(room, (CANNOT_BE_READ,))
    return RoomToday(room, reasons_in(room, entries, question), _author_of(entries))


def _author_of(entries: Sequence[ReadEntry]) -> UUID | None:
    """Who wrote the newest "still so" of a person's room."""
    said = (read.entry.author_id for read in reversed(entries) if isinstance(read.fact, StillSo))
    return next(said, None)


def reasons_in(room: Room, entries: Sequence[ReadEntry], question: Question) -> tuple[GateReason, ...]:
    """The same, of entries that were opened already."""
    home = Home.TEAM if room.kind == RoomKind.TEAM else Home.PERSON
    said = _said_today(entries, _SAYS[home], room, question.day)
    return reasons_in_room(facts_for_gate(room, entries), home, question, said=said)


def _said_today(
    entries: Sequence[ReadEntry], kind: type[StillSo | PlaceToday], room: Room, day: date
) -> StillSo | PlaceToday | None:
    """What a holder wrote in the room today, with nothing written after it.

    A correction, a note from outside and yesterday's words are not today's word of somebody inside;
    and a word that was taken back does not give the one before it its weight again.
    """
    last = next((read for read in reversed(entries) if isinstance(read.fact, kind)), None)
    if last is None or last.entry.number < _newest(entries, kind):
        return None
    is_today = last.counts and last.corrects is None and last.entry.day == day
    is_their_own = last.entry.stream == Stream.WRITTEN and last.entry.author_id in _inside(room)
    return last.fact if is_today and is_their_own and isinstance(last.fact, kind) else None


def _newest(entries: Iterable[ReadEntry], kind: type[Fact]) -> int:
    """The number of the last entry that somebody should have seen before they said "still so"."""
    aside = (kind, *DECIDES_NOTHING)
    news = (read for read in entries if not read.is_quarantined and not isinstance(read.fact, aside))
    return max((read.entry.number for read in news), default=0)


def _inside(room: Room) -> set[UUID]:
    return set(holders_of(room).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class WholeDay:
    """What the lead is told: room by room, and every reason why nobody may begin yet."""

    rooms: tuple[RoomToday, ...]
    place: RoomToday | None
    reasons: tuple[GateReason, ...]


def whole_day(plan: Plan, keyring: Keyring, clock: Clock) -> WholeDay:
    """The day asked whole, now: rooms, place, gate, stops and the pause."""
    today = clock.today()
    rooms, place = rooms_today(plan, keyring, today), place_today(plan, keyring, today)
    answer = gate_answer(plan, today)
    facts = _day_facts(plan, rooms, place, clock, possible=_yes_if(isinstance(answer, Possible)))
    by_gate = () if isinstance(answer, Possible) else answer.reasons
    return WholeDay(rooms, place, tuple(dict.fromkeys((*reasons_to_begin(facts), *by_gate))))


def _day_facts(
    plan: Plan, rooms: Sequence[RoomToday], place: RoomToday | None, clock: Clock, *, possible: Answer
) -> DayFacts:
    is_arranged = plan.state == PlanState.ARRANGED
    question = question_of(plan, clock.today())
    return DayFacts(
        form=question.form,
        abuse=abuse_in(plan, question.policy),
        now=clock.now(),
        today=clock.today(),
        arranged_at=plan.arranged_at if is_arranged else None,
        planned_on=day_of(plan),
        pause=timedelta(hours=question.policy.pause_hours),
        possible=possible,
        rooms=tuple(room.said for room in rooms),
        askers=len({room.asked_by for room in rooms if room.asked_by is not None}),
        place=place.said if place is not None else Answer.UNKNOWN,
        stopped_since=_yes_if(is_held(plan)),
        hour_ahead=_yes_if(stops_to_tell_after(plan.case, clock.now()).exists()),
    )


def _yes_if(found: bool) -> Answer:  # noqa: FBT001  # turns one plain fact into its named value
    return Answer.YES if found else Answer.NO
