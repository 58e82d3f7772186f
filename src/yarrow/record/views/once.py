"""One form is one act: posted twice it leaves one note, or raises one card."""

from uuid import UUID

from yarrow.sealing.keys import digest
from yarrow.staff.requests import WorkerRequest

FIELD = "once"
"""A hidden field with a fresh random id. It names no row by itself, and is stored nowhere."""


def id_of_press(request: WorkerRequest, place: UUID, content: bytes) -> UUID | None:
    """The id of what this press leaves in a room or case: made of the form's own id and of what it says.

    So a form that was gone back to and changed is not lost. A press without an id is always acted
    on, because a warning must never be lost.
    """
    try:
        once = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return UUID(bytes=digest(once.bytes, request.worker.pk.bytes, place.bytes, content)[:16])
