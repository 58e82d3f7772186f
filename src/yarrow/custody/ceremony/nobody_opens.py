"""The rooms that nobody can open, and for each what to do: custodians come last."""

from yarrow.custody.queries import ShutRoom, shut_rooms
from yarrow.rooms.models import Room

from .saying import Say

NONE = "Every room can be opened by somebody who works here. Custodians are not needed."
FREEZE = "somebody whose account is frozen holds it: two colleagues lift the freeze, if all is well with them"
ASKED = "custodians can let in who was asked for: {names}. Type: ./run yarrow custody_recover"
TEAM = "the case supervisor, {names}, says who is to be let in. Then: ./run yarrow custody_recover"
ANYBODY = "nobody supervises it now: a manager chooses who. Type: ./run yarrow custody_recover"


def say_rooms_nobody_opens(say: Say) -> None:
    """One line a room and one what to do, the oldest first. No name of anybody whose room it is."""
    shut = shut_rooms()
    if not shut:
        say(NONE)
    for each in shut:
        say(f"  {room_called(each.room)}\n      {_what_to_do(each)}")


def _what_to_do(each: ShutRoom) -> str:
    if each.by_a_freeze:
        return FREEZE
    if each.asked_for:
        return ASKED.format(names=", ".join(each.asked_for))
    if each.supervisors:
        return TEAM.format(names=", ".join(each.supervisors))
    return ANYBODY


def room_called(room: Room) -> str:
    """A room as custodians may hear of it: case number, kind and number."""
    if room.case is None:
        return "the room in which referrals wait"
    return f"case {room.case.reference}, room {room.number} ({room.get_kind_display().lower()})"
