"""Who may queue messages, take them back, and see what became of them: who is inside the person's room."""

from uuid import UUID

from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_for
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post


def room_with_messages(worker: Worker, room_id: UUID) -> Room:
    """A room of one person that this worker is in; raises NotThere for any other."""
    room = room_for(worker, room_id)
    if room.kind != RoomKind.PERSON or room.case is None:
        raise NotThere
    return room


def may_look_after_sender(worker: Worker) -> bool:
    """Whether the service's page about the sender is theirs: counts, and no room."""
    return worker.post == Post.MANAGER
