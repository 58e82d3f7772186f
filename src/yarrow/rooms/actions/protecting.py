"""Writing what a room protects, for the one door; a step of attesting, which audits."""

from collections import OrderedDict
from collections.abc import Sequence
from uuid import UUID

from yarrow.door.protection import Keys, Part, Protection, hows_of, joined, part_of
from yarrow.door.stored import VERSION
from yarrow.gate.facts import Unreadable
from yarrow.rooms import queries
from yarrow.rooms.contexts import protected_context
from yarrow.rooms.models import Entry, Protected, Room
from yarrow.rooms.queries.protecting import bound, door_keyed, newest_change, protected_key
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal

PADDED_TO = 8192
"""Bytes. Most rooms stay below it all their life; how much one protects is told to no closer than this."""

_REMEMBERED: OrderedDict[tuple[object, ...], Part] = OrderedDict()
"""What entries protect, in keyed digests alone, so that writing one does not look at all the others again.

By id and the beginning of the blob, whose nonce is another each time it is sealed: words that were never
committed, or were sealed anew, are looked at again."""

_AT_MOST = 4000
_OF_BLOB = 32


def protect(*, room: Room, entries: Sequence[queries.ReadEntry]) -> None:
    """Seal anew what these entries of a room protect and know, bound to the newest event of its record.

    Written whatever was recorded: a row that changed only with a new address would tell of one. What cannot
    be read may be an address: then the room is unknown, and the door stops.
    """
    if room.kind == RoomKind.INTAKE:
        return
    counting = [read for read in entries if read.counts]
    if any(isinstance(read.fact, Unreadable) for read in counting):
        Protected.objects.filter(room=room).delete()
        return
    plain = bound(*newest_change(room.pk), _protection(counting))
    blob = seal(protected_key(), plain, protected_context(room.pk), pad_to=PADDED_TO)
    Protected.objects.bulk_create(
        [Protected(room=room, version=VERSION, blob=blob)],
        update_conflicts=True,
        unique_fields=["room"],
        update_fields=["version", "blob"],
    )


def _protection(counting: Sequence[queries.ReadEntry]) -> Protection:
    facts, keyed = [read.fact for read in counting], door_keyed()
    keys = Keys(keyed)
    whose = keyed(b"whose")  # of another service in the same process, nothing is remembered here
    parts = []
    for read, how in zip(counting, hows_of(facts), strict=True):
        place = (whose, *_place(read.entry), how)
        part = _REMEMBERED.pop(place, None) or part_of(read.fact, how, keys)
        _REMEMBERED[place] = part
        parts.append(part)
    while len(_REMEMBERED) > _AT_MOST:
        _REMEMBERED.popitem(last=False)
    return joined(facts, parts, keys)


def _place(entry: Entry) -> tuple[UUID, bytes]:
    return entry.pk, bytes(entry.blob)[:_OF_BLOB]
