"""Who makes a paper: whoever is inside the room of the person whose paper it is, and nobody else."""

from uuid import UUID

from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_for
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker


def room_with_papers(worker: Worker, room_id: UUID) -> Room:
    """A person's room that this worker is in; raises NotThere for any other."""
    room = room_for(worker, room_id)
    if room.kind != RoomKind.PERSON or room.case is None:
        raise NotThere
    return room
