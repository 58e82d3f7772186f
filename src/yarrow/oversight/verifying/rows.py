"""Sealed rows beside what the record remembers of them: changed, put back, put in, or taken away."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from yarrow.audit.terms import Fault
from yarrow.audit.walk import AT_ONCE, Found
from yarrow.rooms.models import Drop, Entry, Quarantine, Resealing, Standing, Wrap
from yarrow.rooms.queries import standing_digest
from yarrow.rooms.queries.written import BATCH, ENTRY, NOTE, OUT, TAKEN_OUT, lines_of, row_digest
from yarrow.staff.marks import Matter, holds, marks_in

from .remembered import Remembered

_NUMBER = 8
_LARGE = 500
"""Rows with blobs are read in smaller lots."""

Told = Callable[[int], None]


def compare_sealed(remembered: Remembered, told: Told) -> Iterator[Found]:
    """Entries and notes. Each is the one that was written last, at its place, and none is missing."""
    known, again, marks = remembered.sealed, _sealed_again(remembered), _Marks()
    for model, matter in ((Entry, ENTRY), (Drop, NOTE)):
        for row in _whole(model.objects.all()):
            expected, said = known.pop(row.pk.bytes, None), row_digest(row)
            listed = again.get(row.pk.bytes)
            if expected is None:
                yield Found(Fault.ROW_UNKNOWN, chain=row.room_id)
            elif listed != said if listed else not marks.hold(matter, row.room_id, row.pk, said, expected):
                yield Found(Fault.ROW_DIFFERS, chain=row.room_id)
            told(1)
    yield from (Found(Fault.ROW_GONE) for _ in known)


def compare_taken_out(remembered: Remembered, _told: Told) -> Iterator[Found]:
    """What was taken out: by the record, with our mark, and by its row."""
    known, marks = dict(remembered.taken_out), _Marks()
    for pk, room in _rows(Quarantine.objects.all(), "pk", "entry__room_id"):
        expected = known.pop((room.bytes, pk.bytes), None)
        if expected is None or not marks.hold(TAKEN_OUT, room, pk, *OUT, expected):
            yield Found(Fault.ROW_UNKNOWN, chain=room)
    yield from (Found(Fault.ROW_GONE, chain=UUID(bytes=room)) for room, _entry in known)


class _Marks:
    """The marks of rooms, with the key of each worked out once for all its rows in a lot."""

    def __init__(self) -> None:
        self._of = lru_cache(maxsize=_LARGE)(lambda matter, room: marks_in(matter, chain=room))

    def hold(self, matter: Matter, room: UUID, row: UUID, said: bytes, expected: bytes) -> bool:
        """Whether what was remembered, the number of an event and its mark, is our mark of this."""
        number = int.from_bytes(expected[:_NUMBER], "big")
        mark: bytes = self._of(matter, room)(row, [said])(number)
        return expected[_NUMBER:] == mark


def _sealed_again(remembered: Remembered) -> dict[bytes, bytes]:
    """What re-keying wrote, batch by batch. A list that was changed or is gone lists nothing."""
    listed = {row.pk: bytes(row.listed) for row in Resealing.objects.iterator(chunk_size=_LARGE)}
    newest: dict[bytes, bytes] = {}
    for room, batch, marked in remembered.batches:
        lines = listed.get(batch, b"")
        if holds(marked, BATCH, chain=room, subject=batch, says=[lines]):
            newest |= {row.bytes: said for row, said in lines_of(lines)}
    return newest


def compare_standings(remembered: Remembered, told: Told) -> Iterator[Found]:
    """Each is the one attested last. The gate asks the same at every use; here all of them are asked."""
    for row in Standing.objects.select_related("room").iterator(chunk_size=_LARGE):
        signed = standing_digest(
            row.room, tide=row.tide, rules_version=row.rules_version, blob=bytes(row.blob)
        )
        expected = remembered.standings.pop(row.room_id, None)
        if signed != expected:
            yield Found(Fault.ROW_UNKNOWN if expected is None else Fault.ROW_DIFFERS, chain=row.room_id)
        told(1)
    yield from (Found(Fault.ROW_GONE, chain=room) for room in remembered.standings)


def compare_wraps(remembered: Remembered, told: Told) -> Iterator[Found]:
    """Nobody holds a key again that was taken from them and never given back."""
    for _pk, room, holder in _rows(Wrap.objects.all(), "pk", "version__room_id", "holder_id"):
        if remembered.taken.get((room.bytes, holder.bytes), False):
            yield Found(Fault.KEY_PUT_BACK, chain=room)
        told(1)


def _rows(found: QuerySet[Any, Model], *columns: str) -> Iterator[tuple[Any, ...]]:
    """All rows, some at a time and by their ids: no long read holds up the log of the database."""
    ordered = found.order_by("pk").values_list(*columns)
    batch = list(ordered[:AT_ONCE])
    while batch:
        yield from batch
        batch = list(ordered.filter(pk__gt=batch[-1][0])[:AT_ONCE])


def _whole(found: QuerySet[Any]) -> Iterator[Any]:
    """The same of rows with all their columns, in smaller lots: they hold blobs."""
    ordered = found.order_by("pk")
    batch = list(ordered[:_LARGE])
    while batch:
        yield from batch
        batch = list(ordered.filter(pk__gt=batch[-1].pk)[:_LARGE])
