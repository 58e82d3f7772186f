"""Whether rows of a room are as the audit chain last saw them (security.md §5.9)."""

from collections.abc import Iterator
from uuid import UUID

from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.rooms.models import Resealing, Room
from yarrow.sealing.keys import digest

_ID, _LINE = 16, 48


def line_of(row: UUID, blob: bytes) -> bytes:
    """How a batch of re-sealing lists one row: its id and the digest that the chain would keep."""
    return row.bytes + digest(row.bytes, blob)


def entries_put_back(room: Room) -> tuple[UUID, ...]:
    """Entries that are not as they were last written: changed, put back, put in, or taken away.

    For investigators and the nightly check; it needs no key. It trusts the chain of the room as it
    is: whether that still stands is for ``audit.verify`` and the signed daily heads to say.
    """
    known = _newest_digests(room)
    there = {row.pk: digest(row.pk.bytes, bytes(row.blob)) for row in room.entries.iterator(chunk_size=500)}
    written = set(events_of(room.pk).filter(event=Event.ENTRY_SEALED).values_list("subject", flat=True))
    changed = {pk for pk, found in there.items() if known.get(pk) != found}
    return tuple(sorted(changed | {pk for pk in written if pk is not None and pk not in there}))


def _newest_digests(room: Room) -> dict[UUID, bytes]:
    """Row to digest, later events over earlier ones."""
    batches = {row.pk: row for row in Resealing.objects.filter(room=room)}
    newest: dict[UUID, bytes] = {}
    kinds = (Event.ENTRY_SEALED, Event.ROOM_RESEALED)
    for event in events_of(room.pk).filter(event__in=kinds).iterator(chunk_size=500):
        if event.subject is None:
            continue
        if event.event == Event.ENTRY_SEALED:
            newest[event.subject] = bytes(event.digest)
        else:
            newest |= _listed(batches.get(event.subject), bytes(event.digest))
    return newest


def _listed(batch: Resealing | None, remembered: bytes) -> dict[UUID, bytes]:
    """What a batch lists; nothing from a list that was changed or taken away, so that its rows are found."""
    if batch is None or digest(batch.pk.bytes, bytes(batch.listed)) != remembered:
        return {}
    return dict(_lines(bytes(batch.listed)))


def _lines(listed: bytes) -> Iterator[tuple[UUID, bytes]]:
    for start in range(0, len(listed), _LINE):
        line = listed[start : start + _LINE]
        yield UUID(bytes=line[:_ID]), line[_ID:]
