"""What rooms are called for one worker: by first name to who is inside, by colour and number to the lead."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.colours import RoomShown
from yarrow.gate.facts.who import Identity, RoleInHarm
from yarrow.record.shown.room import colour_of, room_shown
from yarrow.rooms.models import Room
from yarrow.rooms.queries import facts_of_kinds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring

_BAND = (Identity, RoleInHarm)


def rooms_shown(rooms: Iterable[Room], keyring: Keyring) -> dict[UUID, RoomShown]:
    """The bands of rooms this worker is in, in a constant number of queries."""
    inside = list(rooms)
    facts = facts_of_kinds([room.pk for room in inside], keyring, _BAND)
    return {room.pk: room_shown(room, facts.get(room.pk, ())) for room in inside}


def numbered(room: Room) -> str:
    """A room's colour and number: for the lead and the case supervisor only (security.md R-33)."""
    if room.kind != RoomKind.PERSON:
        return room_shown(room, ()).name
    colour = gettext(RoomShown(name="", colour=colour_of(room)).colour_name)
    return gettext("%(colour)s, room %(number)s") % {"colour": colour, "number": room.number}
