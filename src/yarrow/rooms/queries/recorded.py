"""What is recorded in a room, for who holds its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yarrow.gate.codec import read_or_unreadable
from yarrow.gate.facts import Fact
from yarrow.gate.facts.justice import Pathway, PathwayNow
from yarrow.gate.recorded import Recorded
from yarrow.rooms.contexts import entry_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.facts import DECIDES_NOTHING, SecondWorkerAgrees
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.rules import only_a_specialist_writes, only_a_supervisor_seconds
from yarrow.sealing.blob import unseal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post

from .keys import room_key


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One entry, opened: its row, its fact, and what happened to it since.

    ``after`` is the number of the last entry before it came, when it came by a note; ``left_on`` the
    day of that note.
    """

    entry: Entry
    fact: Fact
    corrects: UUID | None
    corrected_by: UUID | None
    is_quarantined: bool
    after: int | None = None
    left_on: date | None = None

    @property
    def counts(self) -> bool:
        """Whether rules look at it: neither corrected nor quarantined."""
        return self.corrected_by is None and not self.is_quarantined


def entries_in(room: Room, keyring: Keyring) -> tuple[ReadEntry, ...]:
    """Every entry of the room in the order written; raises NotThere for who is not inside."""
    return read_entries(_open_all(room, keyring))


def read_entries(opened: Sequence[tuple[Entry, Envelope]]) -> tuple[ReadEntry, ...]:
    """Put opened entries together: which corrects which, and which were taken out.

    A correction that was taken out corrects nothing: otherwise the trigger that it stood for
    would be gone with it.
    """
    corrected = {
        envelope.corrects: entry.pk
        for entry, envelope in opened
        if envelope.corrects and not hasattr(entry, "quarantine")
    }
    return tuple(
        ReadEntry(
            entry=entry,
            fact=read_or_unreadable(envelope.fact),
            corrects=envelope.corrects,
            corrected_by=corrected.get(entry.pk),
            is_quarantined=hasattr(entry, "quarantine"),
            after=envelope.after,
            left_on=envelope.left_on,
        )
        for entry, envelope in opened
    )


def _open_all(room: Room, keyring: Keyring) -> list[tuple[Entry, Envelope]]:
    keys: dict[int, bytes] = {}
    deployment = the_service().pk
    opened = []
    for entry in room.entries.select_related("quarantine", "author").order_by("number"):
        if entry.version not in keys:
            keys[entry.version] = room_key(room=room, keyring=keyring, version=entry.version)[1]
        raw = unseal(keys[entry.version], bytes(entry.blob), entry_context(entry, deployment=deployment))
        opened.append((entry, Envelope.from_bytes(raw)))
    return opened


def recorded_in(room: Room, keyring: Keyring) -> tuple[Recorded, ...]:
    """The facts that count, as the gate reads them."""
    return facts_for_gate(room, entries_in(room, keyring))


def facts_for_gate(room: Room, entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """What counts, and before it what the case says of its pathway, as the rules are asked.

    Hazard: without this a room would not know that it is asked on restorative justice, and answer
    without the official case (``gate.rules.justice``).
    """
    return (*_pathway_of(room), *facts_that_count(entries))


def is_in_justice(room: Room) -> bool:
    """Whether the room's case is on restorative justice; a room of no case is on neither pathway."""
    return room.case is not None and room.case.pathway == Pathway.RESTORATIVE_JUSTICE


def _pathway_of(room: Room) -> tuple[Recorded, ...]:
    """Nothing where the case is on restorative approaches and always was: nothing is asked besides."""
    case = room.case
    if case is None:
        return ()
    now = PathwayNow(pathway=Pathway(case.pathway), since=case.pathway_moved_on)
    if now.pathway is Pathway.RESTORATIVE_APPROACHES and now.since is None:
        return ()
    return (Recorded(fact=now, number=0, day=case.opened_on, entry=case.pk),)


def facts_that_count(entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """Keep what counts, in the order in which the gate must read it, numbered from 1.

    A correction stands where its original stood: otherwise correcting an old risk assessment today
    would make it later than a trigger, and so clear what nobody has looked at. For the same reason
    a specialist's view that lay unread stands where it arrived, not where it was opened. Both keep the
    day from which they lapse.
    """
    place_of, day_of = _places(entries), _days(entries)
    seconded = _seconded(entries)
    kept = [read for read in entries if read.counts and not isinstance(read.fact, DECIDES_NOTHING)]
    kept.sort(key=lambda read: place_of[read.entry.pk])
    return tuple(
        Recorded(
            fact=read.fact,
            number=number,
            day=day_of[read.entry.pk],
            entry=read.entry.pk,
            seconded=read.entry.pk in seconded,
        )
        for number, read in enumerate(kept, start=1)
    )


def _places(entries: Sequence[ReadEntry]) -> dict[UUID, tuple[int, int]]:
    """Where each entry stands: its number, or just after the entry that it arrived after."""
    places: dict[UUID, tuple[int, int]] = {}
    for read in entries:
        number = read.entry.number
        arrived_late = read.after is not None and only_a_specialist_writes(read.fact)
        places[read.entry.pk] = (read.after or 0, number) if arrived_late else (number, 0)
        if read.corrects in places:
            places[read.entry.pk] = places[read.corrects]
    return places


def _days(entries: Sequence[ReadEntry]) -> dict[UUID, date]:
    """From which day each entry counts: its own, that of its note, or that of what it corrects."""
    days: dict[UUID, date] = {}
    for read in entries:
        days[read.entry.pk] = read.left_on or read.entry.day
        if read.corrects in days:
            days[read.entry.pk] = days[read.corrects]
    return days


def _seconded(entries: Sequence[ReadEntry]) -> frozenset[UUID]:
    """Entries that somebody other than their author has agreed with, by an entry of their own."""
    agreed = [read for read in entries if read.counts and isinstance(read.fact, SecondWorkerAgrees)]
    return frozenset(
        read.entry.pk for read in entries if any(_agrees_with(agreement, read) for agreement in agreed)
    )


def _agrees_with(agreement: ReadEntry, read: ReadEntry) -> bool:
    by = agreement.entry.author
    if not isinstance(agreement.fact, SecondWorkerAgrees) or agreement.fact.entry != str(read.entry.pk):
        return False
    if by is None or by.pk == read.entry.author_id:
        return False
    return by.post == Post.SUPERVISOR or not only_a_supervisor_seconds(read.fact)
