"""Sealing again what lies under older keys, a little at a time, by somebody who holds both keys.

Each batch is one transaction under the room's lock: killed at any moment, nothing is lost and
nothing is half done; two holders at once do each row once. A row that does not open stays where it
is and keeps its old version alive: it has been touched, and without that key nobody could ever
find out by whom or what it said.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.contexts import again_context, entry_context, label_context
from yarrow.rooms.models import Drop, Entry, Rekeying, Resealing, Room, RoomLabel
from yarrow.rooms.queries.written import BATCH, Written, line_of, written_of
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.marks import mark_of

from .keys import RoomKeys
from .versions import locked_room, retire_emptied

MOST = 200
"""Rows a page may seal again before it answers: about a tenth of a second."""

_PADDING = 1024

Row = TypeVar("Row")


def reseal_some(*, room: Room, keyring: Keyring, clock: Clock, most: int = MOST) -> int:
    """Move up to ``most`` rows of a room to its newest key; returns how many, 0 when nothing is left.

    Raises NotThere for who is not inside.
    """
    if not Rekeying.objects.filter(room=room, done_on__isnull=True).exists():
        return 0
    return _one_batch(room.pk, keyring=keyring, clock=clock, most=most)


def reseal_held(*, keyring: Keyring, clock: Clock, most: int = MOST) -> int:
    """The same for every room this worker is in, up to ``most`` rows in all."""
    held = Q(room__versions__wraps__holder=keyring.worker)
    under_way = Rekeying.objects.filter(held, done_on__isnull=True).values_list("room", flat=True)
    moved = 0
    for room_id in list(under_way.order_by("room").distinct()):
        if moved >= most:
            break
        with suppress(NotThere, CannotOpen):  # a broken room must not keep anybody out of the others
            moved += _one_batch(room_id, keyring=keyring, clock=clock, most=most - moved)
    return moved


@transaction.atomic
def _one_batch(room_id: UUID, *, keyring: Keyring, clock: Clock, most: int) -> int:
    room = locked_room(room_id)
    keys = RoomKeys(room, keyring)
    written = written_of(room.pk)
    entries = _moved(_older_entries(room, keys, written), keys, _entry_again, most)
    drops = _moved(_older_drops(room, keys, written), keys, _drop_again, most - len(entries))
    # The filter is the second bar, should anybody ever come here without the room's lock.
    Entry.objects.filter(version__lt=keys.newest).bulk_update(entries, ["version", "blob"])
    Drop.objects.filter(again__lt=keys.newest).bulk_update(drops, ["again", "blob"])
    _label_again(room, keys)
    if entries or drops:
        _note(room, [*entries, *drops], by=keyring.worker, clock=clock)
    retire_emptied(room=room, by=keyring.worker, clock=clock)
    return len(entries) + len(drops)


def _older_entries(room: Room, keys: RoomKeys, written: Written) -> Iterable[Entry]:
    """Those that are as they were written. Hazard: the list of a batch would make a moved row a true one."""
    rows = room.entries.filter(version__lt=keys.newest).order_by("number").iterator(chunk_size=500)
    return (row for row in rows if written.fits(row))


def _older_drops(room: Room, keys: RoomKeys, written: Written) -> Iterable[Drop]:
    older = Q(version__lt=keys.newest, again=0) | Q(again__gt=0, again__lt=keys.newest)
    rows = room.drops.filter(older).order_by("number").iterator(chunk_size=500)
    return (row for row in rows if written.fits(row))


def _moved(
    rows: Iterable[Row], keys: RoomKeys, again: Callable[[Row, RoomKeys], None], most: int
) -> list[Row]:
    """The first rows that open, sealed again; a broken one is passed over, so that it holds up nothing."""

    def opening() -> Iterator[Row]:
        for row in rows:
            try:
                again(row, keys)
            except (CannotOpen, NotThere):
                continue
            yield row

    return list(islice(opening(), max(most, 0)))


def _entry_again(entry: Entry, keys: RoomKeys) -> None:
    raw = unseal(keys[entry.version], bytes(entry.blob), entry_context(entry, deployment=keys.deployment))
    entry.version = keys.newest
    place = entry_context(entry, deployment=keys.deployment)
    entry.blob = seal(keys[keys.newest], raw, place, pad_to=_PADDING)


def _drop_again(drop: Drop, keys: RoomKeys) -> None:
    """Lay the note, as it came, under the new key: what its author signed must stay what it was."""
    raw = keys.half_and_blob(drop)
    drop.again = keys.newest
    drop.blob = seal(keys[keys.newest], raw, again_context(drop), pad_to=_PADDING)


def _label_again(room: Room, keys: RoomKeys) -> None:
    """A label that does not open is thrown away: lists then work it out from the entries."""
    label = RoomLabel.objects.filter(room=room, version__lt=keys.newest).first()
    if label is None:
        return
    try:
        raw = unseal(keys[label.version], bytes(label.blob), label_context(label))
    except (CannotOpen, NotThere):
        label.delete()
        return
    label.version = keys.newest
    label.blob = seal(keys[keys.newest], raw, label_context(label), pad_to=_PADDING)
    label.save(force_update=True)


def _note(room: Room, rows: Iterable[Entry | Drop], *, by: UUID, clock: Clock) -> None:
    listed = b"".join(line_of(row) for row in rows)
    batch = Resealing.objects.create(id=new_id(), room=room, day=clock.today(), listed=listed)
    audit.append(
        chain=room.pk,
        event=Event.ROOM_RESEALED,
        actor=by,
        subject=batch.pk,
        digest=mark_of(BATCH, chain=room.pk, subject=batch.pk, says=[listed]),
        clock=clock,
    )
