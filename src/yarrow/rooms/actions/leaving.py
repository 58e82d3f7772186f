"""Leaving one signed, sealed note at a room's door; every note ends here. Who may is asked before."""

from uuid import UUID

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.contexts import drop_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries.keys import trusted_public
from yarrow.rooms.queries.written import next_note_number, sealed_in, sealed_mark
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest, sign
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from .rekeying.versions import locked_room


def leave_note(
    *,
    room: Room,
    fact: Fact,
    author: Worker | None,
    keyring: Keyring | None,
    clock: Clock,
    drop_id: UUID | None = None,
    by_itself: bool = False,
) -> Drop:
    """Seal a note to the room's public key and sign it; without an author it comes from outside.

    ``by_itself``: the program leaves it when something is recorded in another room. Hazard: whoever is
    inside reads who left notes, and at which moment; that would tell in whose room something changed. The
    record of that other room says who wrote there.
    """
    drop = _sealed_drop(room=room, fact=fact, author=author, clock=clock, drop_id=drop_id)
    if keyring is not None:
        drop.signature = sign(keyring.signing_private, signed_bytes(drop))
    drop.save(force_insert=True)
    audit.append(
        chain=drop.room_id,
        event=Event.DROP_SEALED,
        actor=None if by_itself else drop.author_id,
        subject=drop.pk,
        digest=sealed_mark(drop),
        clock=clock,
    )
    return drop


def _sealed_drop(
    *, room: Room, fact: Fact, author: Worker | None, clock: Clock, drop_id: UUID | None
) -> Drop:
    # The number must have no gap and no double: hold the room's row until the transaction ends.
    locked_room(room.pk)
    version = queries.newest_version(room)
    drop = Drop(
        id=drop_id or new_id(),
        room=room,
        number=next_note_number(room),
        after=sealed_in(room),
        version=version.number,
        day=clock.today(),
        author=author,
        signature=b"",
    )
    envelope = Envelope(fact=to_bytes(fact)).to_bytes()
    drop.blob = wrap_to(trusted_public(version), envelope, drop_context(drop), pad_to=1024)
    return drop


def signed_bytes(drop: Drop) -> bytes:
    """What the author signs: whose note, for which room, after which entry and on which day it came.

    Hazard: a place that could be changed would make an old view later than the news; and another day,
    a view that has lapsed fresh again.
    """
    author = drop.author_id.bytes if drop.author_id else b""
    of = (the_service().pk.bytes, drop.pk.bytes, drop.room_id.bytes, author)
    place = (str(drop.after).encode(), str(drop.number).encode(), drop.day.isoformat().encode())
    return digest(*of, *place, bytes(drop.blob))
