"""A document that lies in a room, as it may leave: its safe copy, whole, under a name that tells nothing."""

from uuid import UUID

from yarrow.files.queries import safe_copy
from yarrow.files.rules import media_type, neutral_name
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .terms import GivenTo


def copy_of(room: Room, document: UUID, *, by: Worker, keyring: Keyring) -> Artefact:
    """The finished bytes; raises NotThere for who is not inside and where there is no safe copy.

    Hazard: the original holds what nobody sees, such as the place where a picture was taken. It is never
    brought to the door.
    """
    try:
        kept, content = safe_copy(room=room, entry=document, by=by, keyring=keyring)
        body = b"".join(content)
    except CannotOpen:
        raise NotThere from None
    return Artefact(ArtefactKind.EXPORT, neutral_name(kept.type), media_type(kept.type), body)


def readers_of(room: Room) -> tuple[GivenTo, ...]:
    """For whom a copy out of this room may be at all.

    Never for another person of the case: words go from room to room by a share and by nothing else.
    """
    return tuple(GivenTo) if room.kind == RoomKind.PERSON else (GivenTo.SOMEBODY_ELSE,)
