"""Pages that are printed and given to somebody: their words are brought to the door before they are shown."""

from collections.abc import Sequence

from yarrow.outgoing.actions import Passed, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.rooms.models import Room
from yarrow.staff.requests import WorkerRequest


def may_stand_on_paper(request: WorkerRequest, room: Room, lines: Sequence[str]) -> bool:
    """Whether these lines may leave, as this person's paper. With nothing on it there is nothing to ask.

    Hazard: the browser prints whatever is on the page. What the door stops is therefore not drawn at all.
    """
    if not lines or room.case is None:
        return True
    words = "\n".join(lines).encode()
    answer = pass_the_door(
        case=room.case,
        audience=room,
        artefact=Artefact(ArtefactKind.PRINT, "", "text/plain", words),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return isinstance(answer, Passed)
