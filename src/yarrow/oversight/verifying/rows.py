"""Sealed rows beside what the record remembers of them: changed, put back, put in, or taken away."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from yarrow.audit.terms import Fault
from yarrow.audit.walk import AT_ONCE, Found
from yarrow.rooms.models import Drop, Entry, Resealing, Standing, Wrap
from yarrow.rooms.queries import standing_digest
from yarrow.sealing.keys import digest

from .remembered import Remembered

_ID, _LINE = 16, 48
_LARGE = 500
"""Rows with blobs are read in smaller lots."""

Told = Callable[[int], None]


def compare_sealed(remembered: Remembered, told: Told) -> Iterator[Found]:
    """Entries and notes. Each is the one that was written last, and none is missing."""
    known = remembered.sealed | _sealed_again(remembered)
    for model in (Entry, Drop):
        for pk, room, blob in _rows(model.objects.all(), "pk", "room_id", "blob"):
            expected = known.pop(pk.bytes, None)
            if expected != digest(pk.bytes, bytes(blob)):
                yield Found(Fault.ROW_UNKNOWN if expected is None else Fault.ROW_DIFFERS, chain=room)
            told(1)
    yield from (Found(Fault.ROW_GONE) for _ in known)


def _sealed_again(remembered: Remembered) -> dict[bytes, bytes]:
    """What re-keying wrote, batch by batch. A list that was changed or is gone lists nothing."""
    listed = {row.pk: bytes(row.listed) for row in Resealing.objects.iterator(chunk_size=_LARGE)}
    newest: dict[bytes, bytes] = {}
    for batch, expected in remembered.batches:
        lines = listed.get(batch, b"")
        if digest(batch.bytes, lines) == expected:
            newest |= {
                lines[at : at + _ID]: lines[at + _ID : at + _LINE] for at in range(0, len(lines), _LINE)
            }
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
    lot = AT_ONCE if "blob" not in columns else _LARGE
    batch = list(ordered[:lot])
    while batch:
        yield from batch
        batch = list(ordered.filter(pk__gt=batch[-1][0])[:lot])
