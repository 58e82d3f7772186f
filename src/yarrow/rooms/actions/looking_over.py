"""Looking over what was passed on from a room: what is kept, and what is taken back (design.md §2)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.rooms.facts import ShareMade, ShareTakenBack
from yarrow.rooms.models import Room
from yarrow.rooms.rules import share_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .rekeying.versions import placed_room
from .taking_back import tell_where_read
from .writing import seal_entries

_CHANGED = N_("What was passed on from here has changed meanwhile. Say of each what is so now.")


@transaction.atomic
def look_over_shares(
    *,
    room: Room,
    keep: Collection[UUID],
    take_back: Collection[UUID],
    words: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> tuple[ShareMade, ...] | Refused:
    """Say of every share from this room that it stands, or take it back; returns what was taken back.

    Refused where a share that stands is not named, or one that does not stand is; nothing is written then.
    Raises NotThere for who is not inside, and for a room that is nobody's.
    """
    if room.kind != RoomKind.PERSON or not queries.holds(by, room):
        raise NotThere
    room = placed_room(room.pk)
    standing = {read.entry.pk: read for read in queries.shares_standing(queries.entries_in(room, keyring))}
    if set(keep) & set(take_back) or {*keep, *take_back} != set(standing):
        return refused("SHARE", _CHANGED)
    gone = [standing[each] for each in standing if each in set(take_back)]
    looked = SharesLookedAt(
        every_one=Answer.YES,
        words=LongText(words),
        shares=Mark(" ".join(str(each) for each in standing if each in set(keep))),
    )
    facts = [*(_taken_back(read) for read in gone), looked]
    entries = seal_entries(room=room, facts=facts, by=by, keyring=keyring, clock=clock)
    if isinstance(entries, Refused):
        return entries
    return tell_where_read(room=room, shares=gone, by=by, keyring=keyring, clock=clock)


def _taken_back(read: queries.ReadEntry) -> ShareTakenBack:
    made = share_in(read.fact)
    return ShareTakenBack(words=made.words, to_room=made.to_room, share=Mark(str(read.entry.pk)))
