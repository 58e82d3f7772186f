"""What counted in a room at the end of each day on which something happened there.

For who holds the room: it needs the opened entries. Which entry was put right, taken out or agreed with
later does not count before that day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.gate.facts.justice import Pathway, PathwayNow
from yarrow.gate.history import EndOfDay, NotSaid
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.models import Room

from .recorded import ReadEntry, facts_for_gate, facts_that_count

_LET_IN_AGAIN = (Event.GRANT_FULFILLED, Event.ROOM_HANDED_ON, Event.LET_IN_BY_RECOVERY)
_TELLING = (Event.STANDING_ATTESTED, Event.ENTRY_QUARANTINED, Event.KEYS_TAKEN, *_LET_IN_AGAIN)
"""Events after which the room's answer may be another, or not be known."""

Waits = Sequence[tuple[date, date | None]]
"""Of each note, the day it came and the day it was read."""


def ends_of_days(room: Room, entries: Sequence[ReadEntry]) -> tuple[EndOfDay, ...]:
    """In order, each day once; two queries, whatever the room holds."""
    waits = list(room.drops.values_list("day", "opened_on"))
    said = _said_by_day(events_of(room.pk).filter(event__in=_TELLING))
    moved = {room.case.pathway_moved_on} if room.case and room.case.pathway_moved_on else set()
    happened = {*said, *(day for wait in waits for day in wait if day is not None), *moved}
    begun = min(said, default=None)
    found = []
    known: NotSaid | None = None
    for day in sorted(day for day in happened if begun is not None and day >= begun):
        known = said.get(day, known)
        found.append(_end_of(day, room, entries, NotSaid.NOTE_WAITED if _waited(waits, day) else known))
    return tuple(found)


def _said_by_day(events: Iterable[AuditEvent]) -> dict[date, NotSaid | None]:
    """For each day with such an event, whether at its end somebody had said what stands; None is yes."""
    said: dict[date, NotSaid | None] = {}
    by: UUID | None = None
    known: NotSaid | None = NotSaid.SAY_AGAIN
    for event in events:
        if event.event == Event.STANDING_ATTESTED:
            by, known = event.actor, None
        elif event.event == Event.ENTRY_QUARANTINED:
            known = NotSaid.TAKEN_OUT
        elif by is not None and event.subject == by:
            known = _without_or_with(event, known)
        else:
            continue  # a colleague came or went: nobody said anything again
        said[event.at.astimezone(LOCAL).date()] = known
    return said


def _without_or_with(event: AuditEvent, known: NotSaid | None) -> NotSaid | None:
    """Whoever said what stands has lost their key, or has one again."""
    if event.event == Event.KEYS_TAKEN:
        return known or NotSaid.HOLDER_LEFT
    return None if known is NotSaid.HOLDER_LEFT else known


def _waited(waits: Waits, day: date) -> bool:
    return any(came <= day and (read is None or read > day) for came, read in waits)


def _end_of(day: date, room: Room, entries: Sequence[ReadEntry], not_said: NotSaid | None) -> EndOfDay:
    if not_said is not None:
        return EndOfDay(day, not_said=not_said)
    return EndOfDay(day, _facts_on(day, room, _as_of(entries, day)))


def _as_of(entries: Sequence[ReadEntry], day: date) -> list[ReadEntry]:
    """The entries that were there by then, and what had happened to them by then."""
    there = [read for read in entries if read.entry.day <= day]
    out = {read.entry.pk for read in there if read.out_on is not None and read.out_on <= day}
    right = {read.corrects: read.entry.pk for read in there if read.corrects and read.entry.pk not in out}
    return [_as_it_was(read, out, right) for read in there]


def _as_it_was(read: ReadEntry, out: set[UUID], right: dict[UUID, UUID]) -> ReadEntry:
    corrected_by, is_out = right.get(read.entry.pk), read.entry.pk in out
    if read.corrected_by == corrected_by and read.is_quarantined is is_out:
        return read
    return replace(read, corrected_by=corrected_by, out_on=read.out_on if is_out else None)


def _facts_on(day: date, room: Room, entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """With what the case said of its pathway: before its last move, the other of the two."""
    case = room.case
    if case is None or case.pathway_moved_on is None or day >= case.pathway_moved_on:
        return facts_for_gate(room, entries)
    return (*_other_pathway(case), *facts_that_count(entries))


def _other_pathway(case: Case) -> tuple[Recorded, ...]:
    if case.pathway == Pathway.RESTORATIVE_JUSTICE:
        return ()
    fact = PathwayNow(pathway=Pathway.RESTORATIVE_JUSTICE)
    return (Recorded(fact=fact, number=0, day=case.opened_on, entry=case.pk),)
