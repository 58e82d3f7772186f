"""What lies in each room of a case, read by who holds it."""

from yarrow.cases.models import Case
from yarrow.config.cast import Cast
from yarrow.config.strangers import nobody_knows_them
from yarrow.gate.facts import Fact
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holders_of, recorded_in


def parts_in(room: Room, cast: Cast) -> list[str]:
    """Who of the cast is in the room."""
    inside = set(holders_of(room))
    return [part for part in cast.parts() if cast.worker(part) in inside]


def facts_in(room: Room, cast: Cast, clock: FixedClock) -> list[Fact]:
    """Everything recorded, drops first opened, as the first holder reads it."""
    if room.case is not None:
        nobody_knows_them(room.case, clock=clock)
    part = parts_in(room, cast)[0]
    open_drops(room=room, by=cast.worker(part), keyring=cast.keyring(part), clock=clock)
    return [recorded.fact for recorded in recorded_in(room, cast.keyring(part))]


def rooms_of(case: Case) -> list[Room]:
    return list(case.rooms.order_by("number"))
