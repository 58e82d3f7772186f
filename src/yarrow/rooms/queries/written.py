"""Which entries and notes of a room were written, as what, and which were taken out: what the record says.

Order, day and author of an entry are plain columns, and every rule rests on them: what was written later
lifts what was written before, a day says when it lapses, and a second worker is somebody else than the
author. Whoever can write to the database could move a row without touching a word of it (security.md T6).
So the event of each row carries the service's mark of the row as a whole (``row_digest``), and an entry
that does not fit its mark, has none, or is gone cannot be read: its room then answers no (decision 0024).

A row that was sealed again under a new key is listed, with its new digest, in a batch whose event carries
the mark of the list. What was taken out says its own event alone: a row of quarantine without it takes
nothing out, and one that was taken away brings nothing back.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.models import Drop, Entry, Resealing, Room
from yarrow.sealing.keys import digest
from yarrow.staff.marks import Marked, MarksIn, Matter, marks_in

ENTRY = Matter("entry", gives=(Event.ENTRY_SEALED,), ends=())
NOTE = Matter("note", gives=(Event.DROP_SEALED,), ends=())
READ = Matter("read", gives=(Event.DROP_OPENED,), ends=())
BATCH = Matter("resealed", gives=(Event.ROOM_RESEALED,), ends=())
TAKEN_OUT = Matter("taken_out", gives=(Event.ENTRY_QUARANTINED,), ends=())
OUT = (b"out",)
INSIDE = (b"inside",)
"""What the marks say of an entry that was taken out, and of a note that was read into the room. Which one,
and of which room, lies in the mark itself."""

_KINDS = (*ENTRY.events, *NOTE.events, *READ.events, *BATCH.events, *TAKEN_OUT.events)
_ID, _LINE = 16, 48


def row_digest(row: Entry | Drop) -> bytes:
    """All of a row that must stay as it was written: the blob, and what decides order, day and author."""
    said = _of_entry(row) if isinstance(row, Entry) else _of_note(row)
    author = row.author_id.bytes if row.author_id is not None else b""
    place = (row.pk.bytes, row.room_id.bytes, str(row.number).encode(), row.day.isoformat().encode(), author)
    return digest(*place, str(row.version).encode(), *said, bytes(row.blob))


def _of_entry(entry: Entry) -> tuple[bytes, ...]:
    return b"entry/1", str(entry.stream).encode()


def _of_note(drop: Drop) -> tuple[bytes, ...]:
    numbers = (drop.after, drop.again)
    return b"note/1", *(str(number).encode() for number in numbers), bytes(drop.signature)


def line_of(row: Entry | Drop) -> bytes:
    """How a batch of re-sealing lists one row: its id and its digest."""
    return row.pk.bytes + row_digest(row)


def lines_of(listed: bytes) -> Iterator[tuple[UUID, bytes]]:
    """Id and digest of each row of a batch."""
    for start in range(0, len(listed), _LINE):
        line = listed[start : start + _LINE]
        yield UUID(bytes=line[:_ID]), line[_ID:]


def sealed_mark(row: Entry | Drop) -> Callable[[int], bytes]:
    """What the event of a row carries."""
    matter = ENTRY if isinstance(row, Entry) else NOTE
    return marks_in(matter, chain=row.room_id)(row.pk, [row_digest(row)])


@dataclass(slots=True)
class Written:
    """What the record of one room says of its rows."""

    room: UUID
    entries: dict[UUID, tuple[Marked, datetime]] = field(default_factory=dict)
    notes: dict[UUID, tuple[Marked, datetime]] = field(default_factory=dict)
    read: set[UUID] = field(default_factory=set)
    """Notes that were read into the room."""
    again: dict[UUID, bytes] = field(default_factory=dict)
    out_on: dict[UUID, date] = field(default_factory=dict)
    """The day on which an entry was taken out."""
    _marks: dict[str, MarksIn] = field(default_factory=dict)

    def fits(self, row: Entry | Drop) -> bool:
        """Whether a row is as this service wrote it last."""
        said, matter = row_digest(row), ENTRY if isinstance(row, Entry) else NOTE
        if row.room_id != self.room:
            return False
        if row.pk in self.again:
            return self.again[row.pk] == said
        known = self.entries if isinstance(row, Entry) else self.notes
        return row.pk in known and self.holds(known[row.pk][0], matter, row.pk, [said])

    def fits_as_it_came(self, drop: Drop) -> bool:
        """The same of a note whose first blob was laid open again, whatever was sealed since."""
        return drop.pk in self.notes and self.holds(self.notes[drop.pk][0], NOTE, drop.pk, [row_digest(drop)])

    def holds(self, marked: Marked, matter: Matter, subject: UUID, says: Iterable[bytes]) -> bool:
        """Whether an event of this room carries our mark of this."""
        if marked.number is None or not marked.digest:
            return False
        if matter.name not in self._marks:
            self._marks[matter.name] = marks_in(matter, chain=self.room)
        return self._marks[matter.name](subject, says)(marked.number) == marked.digest


_Row = tuple[UUID, UUID, str, int, bytes, datetime]
_COLUMNS = ("chain", "subject", "event", "number", "digest", "at")


def written_in(rooms: Collection[UUID]) -> dict[UUID, Written]:
    """What the record says of each of these rooms: one query, and a second where any has had a new key."""
    found = {room: Written(room) for room in rooms}
    events = AuditEvent.objects.filter(chain__in=list(found), event__in=_KINDS, subject__isnull=False)
    rows: list[_Row] = list(events.order_by("number").values_list(*_COLUMNS))
    batches = [row for row in rows if row[2] in BATCH.events]
    listed = _lists_of(found) if batches else {}
    for chain, subject, event, number, said, at in rows:
        _take_in(found[chain], event, subject, Marked(number, bytes(said)), at, listed)
    return found


def written_of(room: UUID) -> Written:
    """The same of one room."""
    return written_in([room])[room]


def _lists_of(rooms: Iterable[UUID]) -> dict[UUID, bytes]:
    batches = Resealing.objects.filter(room__in=list(rooms)).values_list("pk", "listed")
    return {batch: bytes(listed) for batch, listed in batches}


def _take_in(
    room: Written, event: str, subject: UUID, marked: Marked, at: datetime, listed: Mapping[UUID, bytes]
) -> None:
    """One event, later over earlier. A list that is gone, or is not the marked one, lists nothing."""
    if event in ENTRY.events:
        room.entries[subject] = (marked, at)
    elif event in NOTE.events:
        room.notes[subject] = (marked, at)
    elif event in READ.events and room.holds(marked, READ, subject, INSIDE):
        room.read.add(subject)
    elif event in TAKEN_OUT.events and room.holds(marked, TAKEN_OUT, subject, OUT):
        room.out_on[subject] = at.astimezone(LOCAL).date()
    elif event in BATCH.events and room.holds(marked, BATCH, subject, [listed.get(subject, b"")]):
        room.again |= dict(lines_of(listed.get(subject, b"")))


def sealed_in(room: Room) -> int:
    """How many entries were ever written in a room, by the record: rows can be laid in or taken away."""
    return _count(room, ENTRY)


def next_entry_number(room: Room) -> int:
    """The number of the next entry: one more than were ever written.

    Past numbers that somebody moved rows to: nobody must be kept from writing down news by that.
    """
    return _free(sealed_in(room) + 1, room.entries.all())


def next_note_number(room: Room) -> int:
    """The same of notes."""
    return _free(_count(room, NOTE) + 1, room.drops.all())


def notes_are_read(room: Room) -> bool:
    """Whether every note that was ever left in a room was read into it, by the record; one query.

    Hazard: a note that was taken away, or whose row says that it was read, would wait no more, and the room
    would go on answering as if nobody had left it.
    """
    return not _unread_by_the_record([room.pk])


def rooms_with_unread_notes(rooms: Collection[UUID]) -> set[UUID]:
    """Those of these rooms in which a note waits, by the record or by its row; two queries."""
    waiting = Drop.objects.filter(room__in=rooms, opened_on__isnull=True).values_list("room", flat=True)
    return {*waiting, *_unread_by_the_record(rooms)}


def _unread_by_the_record(rooms: Collection[UUID]) -> set[UUID]:
    record, left = {room: Written(room) for room in rooms}, defaultdict[UUID, set[UUID]](set)
    events = AuditEvent.objects.filter(
        chain__in=list(rooms), event__in=(*NOTE.events, *READ.events), subject__isnull=False
    )
    for chain, event, subject, number, said in events.order_by("number").values_list(
        "chain", "event", "subject", "number", "digest"
    ):
        if subject is None:
            continue
        if event in NOTE.events:
            left[chain].add(subject)
        elif record[chain].holds(Marked(number, bytes(said)), READ, subject, INSIDE):
            record[chain].read.add(subject)
    return {room for room, notes in left.items() if not notes <= record[room].read}


def _count(room: Room, matter: Matter) -> int:
    return events_of(room.pk).filter(event__in=matter.events).count()


def _free(number: int, rows: QuerySet[Entry] | QuerySet[Drop]) -> int:
    taken = set(rows.filter(number__gte=number).values_list("number", flat=True))
    while number in taken:
        number += 1
    return number


def lies_as_written(entry: UUID) -> bool:
    """Whether an entry still lies in its room as this service wrote it last, and nobody took it out."""
    row = Entry.objects.filter(pk=entry).first()
    if row is None:
        return False
    written = written_of(row.room_id)
    return row.pk not in written.out_on and written.fits(row)
