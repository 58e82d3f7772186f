"""The label of another room, which may not be named; and how a room looks, from below."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.rooms.models import Room
from yarrow.rooms.shown import NAMES, colour_of, room_listed, room_shown
from yarrow.rooms.terms import RoomKind

__all__ = ["colour_of", "labels_of", "room_listed", "room_shown"]


def labels_of(rooms: Iterable[Room]) -> dict[UUID, str]:
    """What each room is called for somebody who may not be inside: never by a name (R-33).

    Two rooms of one colour are told apart by a number, so that words cannot be passed on to the
    wrong one.
    """
    seen: Counter[RoomColour] = Counter()
    labels = {}
    for room in rooms:
        if room.kind == RoomKind.PERSON:
            seen[colour_of(room)] += 1
        labels[room.pk] = _label(room, seen[colour_of(room)])
    return labels


def _label(room: Room, count: int) -> str:
    if room.kind != RoomKind.PERSON:
        return gettext(NAMES[RoomKind(room.kind)])
    colour = gettext(RoomShown(name="", colour=colour_of(room)).colour_name)
    label = gettext("The room of another person: %(colour)s") % {"colour": colour}
    return label if count == 1 else f"{label} {count}"
