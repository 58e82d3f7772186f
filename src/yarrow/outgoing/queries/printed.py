"""The print log: what was made for somebody, when and by whom. Not what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yarrow.kernel.errors import NotThere
from yarrow.outgoing.models import LetOut
from yarrow.outgoing.terms import ArtefactKind
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

MOST_LINES = 200
_HAVE_ONE = frozenset({RoomKind.PERSON, RoomKind.TEAM})


@dataclass(frozen=True, slots=True)
class Line:
    """One paper that passed the door. ``mark`` is printed on the paper too, where it has one."""

    kind: ArtefactKind
    at: datetime
    by: str
    mark: str


def print_log_of(room: Room, worker: Worker) -> Sequence[Line]:
    """What was made for the person of this room, newest first.

    Raises NotThere for who is not inside, and for the rooms that both sides or nobody's side hold.
    """
    if room.kind not in _HAVE_ONE or not holds(worker, room):
        raise NotThere
    rows = LetOut.objects.filter(audience=room).select_related("by").order_by("-at", "pk")[:MOST_LINES]
    return [Line(ArtefactKind(row.kind), row.at, row.by.name, mark_of_page(row)) for row in rows]


def mark_of_page(row: LetOut) -> str:
    """Eight letters of a keyed digest: the same on the same paper, and nothing that anybody can read back."""
    return bytes(row.digest).hex()[:8]
