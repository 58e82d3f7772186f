"""What rooms are called for one worker: by first name to who is inside, by colour and number to the lead."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.colours import RoomShown
from yarrow.record.shown.room import colour_of, room_listed, room_shown
from yarrow.rooms.label import Label
from yarrow.rooms.models import Room
from yarrow.rooms.queries import labels_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring


def rooms_shown(rooms: Iterable[Room], keyring: Keyring) -> dict[UUID, RoomShown]:
    """How rooms this worker is in stand in a list, in a constant number of queries."""
    inside = list(rooms)
    return rooms_labelled(inside, labels_in(inside, keyring))


def rooms_labelled(rooms: Iterable[Room], labels: Mapping[UUID, Label]) -> dict[UUID, RoomShown]:
    """The same, where the labels have been opened already."""
    names = {room: label.name for room, label in labels.items()}
    return {room.pk: room_listed(room, names.get(room.pk, "")) for room in rooms}


def numbered(room: Room) -> str:
    """A room's colour and number: for the lead and the case supervisor only (security.md R-33)."""
    if room.kind != RoomKind.PERSON:
        return room_shown(room, ()).name
    colour = gettext(RoomShown(name="", colour=colour_of(room)).colour_name)
    return gettext("%(colour)s, room %(number)s") % {"colour": colour, "number": room.number}
