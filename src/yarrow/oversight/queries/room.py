"""The record of one room, for who is inside: who came in, and what they did there, never what it said."""

from uuid import UUID

from yarrow.audit.queries import events_of
from yarrow.kernel.errors import NotThere
from yarrow.oversight.terms import IN_ROOM
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_for
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .done import Page, paged


def room_record(worker: Worker, room_id: UUID, number: int) -> tuple[Room, Page]:
    """Raises NotThere for who is not inside, for a page that is not there, and for a shared room.

    Both sides hold the shared room: who opened it and when would tell each of the other's week.
    """
    room = room_for(worker, room_id)
    if room.kind == RoomKind.SHARED:
        raise NotThere
    return room, paged(events_of(room.pk).filter(event__in=IN_ROOM).order_by("-number"), number)
