"""Reading is an act: it needs the key and it leaves a row (R-36)."""

import logging
from uuid import UUID

from django.db import DatabaseError, transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.design.no_room import cannot_write
from yarrow.kernel.clock import Clock
from yarrow.rooms import queries
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .rekeying.resealing import reseal_some

_LOG = logging.getLogger("yarrow.rooms")


def read_room(
    *, room_id: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> tuple[Room, tuple[queries.ReadEntry, ...]]:
    """Open a room's entries for who is inside; raises NotThere otherwise.

    Where the room has a new key, a little of what lies under older ones is sealed again first.
    """
    room = queries.room_for(by, room_id)
    try:
        reseal_some(room=room, keyring=keyring, clock=clock)
        return room, _read(room, by=by, keyring=keyring, clock=clock)
    except DatabaseError as failure:
        if not cannot_write(failure):
            raise
    # On a full disk: whom to ring and what to fear must stay readable (A9). The row that R-36 asks cannot
    # be written; the service's log, which may lie elsewhere, says it instead.
    _LOG.warning("room read, and not recorded since nothing can be written: %s by %s", room.pk, by.pk)
    return room, queries.entries_in(room, keyring)


@transaction.atomic
def _read(room: Room, *, by: Worker, keyring: Keyring, clock: Clock) -> tuple[queries.ReadEntry, ...]:
    entries = queries.entries_in(room, keyring)
    audit.append(chain=room.pk, event=Event.ROOM_READ, actor=by.pk, clock=clock)
    return entries
