"""Trying other numbers over the rooms that one worker holds, and naming what was not looked at."""

from dataclasses import dataclass
from uuid import UUID

from yarrow.gate.facts import Home
from yarrow.gate.policy import Policy
from yarrow.gate.trial import Tried, tried
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import read_room
from yarrow.rooms.label import Label
from yarrow.rooms.models import Room
from yarrow.rooms.queries import facts_that_count, labels_in, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

AT_MOST = 20
"""Rooms in one trial. Hazard: reading many rooms within an hour is what a thief of keys does."""
_ASKED = (RoomKind.PERSON, RoomKind.TEAM)


@dataclass(frozen=True, slots=True)
class TriedRoom:
    """One room that was looked at; ``label`` is nothing for the team's."""

    room: Room
    label: Label | None
    tried: Tried


@dataclass(frozen=True, slots=True)
class Trial:
    """What was looked at, and how much was not: rooms of others, and own ones past the limit."""

    rooms: tuple[TriedRoom, ...]
    not_held: int
    left_out: int


def trial_of(then: Policy, *, by: Worker, keyring: Keyring, clock: Clock) -> Trial:
    """What these numbers would change today in the rooms that this worker holds. Each is read and recorded.

    It looks at rooms alone: plans, signatures and supervision are not in it, nor anybody else's room.
    """
    held = list(rooms_held_by(by).filter(kind__in=_ASKED).select_related("case"))
    looked_at = held[:AT_MOST]
    labels = labels_in(looked_at, keyring)
    now = policy_on(clock.today())
    rooms = tuple(
        TriedRoom(room, labels.get(room.pk), _tried(room.pk, now, then, by=by, keyring=keyring, clock=clock))
        for room in looked_at
    )
    everything = Room.objects.filter(kind__in=_ASKED).count()
    return Trial(rooms, not_held=everything - len(held), left_out=len(held) - len(looked_at))


def _tried(room: UUID, now: Policy, then: Policy, *, by: Worker, keyring: Keyring, clock: Clock) -> Tried:
    try:
        found, entries = read_room(room_id=room, by=by, keyring=keyring, clock=clock)
    except (CannotOpen, NotThere, ValueError, KeyError):
        return Tried(is_read=False)
    return tried(facts_that_count(entries), Home(found.kind), clock.today(), now=now, then=then)
