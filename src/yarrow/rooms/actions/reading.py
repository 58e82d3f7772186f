"""Reading is an act: it needs the key and it leaves a row (R-36)."""

from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.rooms import queries
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


@transaction.atomic
def read_room(
    *, room_id: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> tuple[Room, tuple[queries.ReadEntry, ...]]:
    """Open a room's entries for who is inside; raises NotThere otherwise."""
    room = queries.room_for(by, room_id)
    entries = queries.entries_in(room, keyring)
    audit.append(chain=room.pk, event=Event.ROOM_READ, actor=by.pk, clock=clock)
    return room, entries
