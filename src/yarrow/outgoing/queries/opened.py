"""One stopped paper, opened by somebody who is asked to look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from yarrow.door.protection import Matched
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.artefact import Artefact
from yarrow.outgoing.content import (
    Asked,
    Why,
    artefact_from_bytes,
    asked_context,
    body_context,
    copy_context,
    door_key_of,
)
from yarrow.outgoing.models import StoppedPaper
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker

from .asked import rooms_inside


@dataclass(frozen=True, slots=True)
class Opened:
    """A stopped paper before the eyes of somebody inside a room that is asked; never of who brought it.

    ``mine``: their own rooms that are asked, with what of each was found. ``artefact`` is there for who is
    inside the room whose paper it is besides; None once it is kept no longer, or for who came in later.
    """

    row: StoppedPaper
    why: frozenset[Why]
    mine: Mapping[UUID, frozenset[Matched]]
    artefact: Artefact | None

    @property
    def may_be_let_out(self) -> bool:
        """Whether they can answer for their rooms: what was found is known, and pictures can be seen."""
        if Why.BLIND in self.why and self.artefact is None:
            return False
        return bool(self.why) and self.why <= {Why.PROTECTED, Why.BLIND}


def asked_of(row: StoppedPaper) -> Asked:
    """Why it was stopped, and who is asked; of a row that does not open nobody is."""
    try:
        return Asked.from_bytes(unseal(door_key_of(row.case_id), bytes(row.asked), asked_context(row)))
    except (CannotOpen, ValueError, KeyError):
        return Asked(frozenset({Why.UNREADABLE}), {})


def open_stopped(stopped: UUID, *, by: Worker, keyring: Keyring) -> Opened:
    """One stopped paper; raises NotThere for who brought it and who is in no room that is asked."""
    row = StoppedPaper.objects.select_related("case", "audience", "by").filter(pk=stopped).first()
    if row is None or row.by_id == by.pk:
        raise NotThere
    asked = asked_of(row)
    mine = rooms_inside(by, row.case, asked.rooms)
    if not mine:
        raise NotThere
    return Opened(row, asked.why, {room: asked.rooms[room] for room in mine}, _artefact(row, by, keyring))


def _artefact(row: StoppedPaper, by: Worker, keyring: Keyring) -> Artefact | None:
    copy = row.copies.filter(worker=by).first()
    if copy is None or not row.body:
        return None
    try:
        key = unwrap_with(keyring.sealing_private, bytes(copy.blob), copy_context(copy))
        return artefact_from_bytes(unseal(key, bytes(row.body), body_context(row)))
    except (CannotOpen, ValueError):
        return None
