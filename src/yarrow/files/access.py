"""Which rooms take documents, and who may look at them: whoever is inside, and nobody else."""

from uuid import UUID

from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_for
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

_TAKE_DOCUMENTS = {RoomKind.PERSON, RoomKind.TEAM}


def room_with_documents(worker: Worker, room_id: UUID) -> Room:
    """A person's room or a team's that this worker is in; raises NotThere for any other.

    The shared room holds only words that were agreed to be read there.
    """
    room = room_for(worker, room_id)
    if RoomKind(room.kind) not in _TAKE_DOCUMENTS:
        raise NotThere
    return room
