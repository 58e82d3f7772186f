"""Reading every person's room that a proposal is looked at beside; each reading leaves its row."""

from uuid import UUID

from yarrow.cases.models import Case
from yarrow.children.queries import peoples_rooms
from yarrow.children.rules import Beside, RoomSaid
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds, unopened_drops
from yarrow.rooms.queries.recorded import facts_for_gate
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

_UNREAD = RoomSaid(None)


def beside(*, case: Case, child: UUID, by: Worker, keyring: Keyring, clock: Clock) -> Beside:
    """Every person's room of the case, as far as this worker is inside. Each reading stands in its record.

    Raises NotThere where ``child`` is no person's room of this case.
    """
    rooms = {room.pk: _said(room, by, keyring, clock) for room in peoples_rooms(case)}
    if child not in rooms:
        raise NotThere
    today = clock.today()
    return Beside(rooms=tuple(rooms.values()), child=rooms[child], today=today, policy=policy_on(today))


def _said(room: Room, by: Worker, keyring: Keyring, clock: Clock) -> RoomSaid:
    """What counts in it; not known for who is not inside, and while a note waits in it unread."""
    if not holds(by, room) or unopened_drops(room).exists():
        return _UNREAD
    opened, entries = read_room(room_id=room.pk, by=by, keyring=keyring, clock=clock)
    return RoomSaid(tuple(facts_for_gate(opened, entries)))
