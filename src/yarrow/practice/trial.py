"""Trying other numbers over the rooms that one worker holds, and naming what was not looked at."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet

from yarrow.gate.facts import Home
from yarrow.gate.policy import Policy
from yarrow.gate.trial import Tried, tried
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.policy.access import KEEPERS
from yarrow.policy.actions import note_trial
from yarrow.policy.queries import policy_on
from yarrow.policy.terms import Looked
from yarrow.rooms.actions import read_room
from yarrow.rooms.label import Label
from yarrow.rooms.models import Room
from yarrow.rooms.queries import facts_for_gate, labels_in, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers

AT_ONCE = 20
"""Rooms on one page of a trial. Hazard: reading many rooms within an hour is what a thief of keys does; past
thirty the managers are told (``oversight.queries.alarms``), so nobody reads on without having pressed."""
_ASKED = (RoomKind.PERSON, RoomKind.TEAM)


@dataclass(frozen=True, slots=True)
class TriedRoom:
    """One room that was looked at; ``label`` is nothing for the team's."""

    room: Room
    label: Label | None
    tried: Tried


@dataclass(frozen=True, slots=True)
class Trial:
    """One page of what was looked at. Rooms of others are not counted: it would tell when one is opened."""

    page_of: Page[Room]
    rooms: tuple[TriedRoom, ...]

    @property
    def held(self) -> int:
        """How many rooms this worker holds that a trial can look at."""
        return self.page_of.paginator.count

    @property
    def elsewhere(self) -> int:
        """How many of those this page does not look at."""
        return self.held - len(self.rooms)


def trial_of(then: Policy, *, by: Worker, keyring: Keyring, clock: Clock, number: int = 1) -> Trial:
    """What these numbers would change today in the rooms that this worker holds: one page of them.

    Each room is read, and that is recorded; so is the trial itself, on which a signature rests. It looks at
    rooms alone: plans, signatures and supervision are not in it, nor anybody else's room. Raises NotThere
    for a page that is not there, and for who may not ask for numbers.
    """
    held = rooms_held_by(by).filter(kind__in=_ASKED).select_related("case")
    page_of = _page(held.order_by("case__reference", "number", "pk"), number)
    labels = labels_in(list(page_of), keyring)
    now = policy_on(clock.today())
    rooms = tuple(
        TriedRoom(room, labels.get(room.pk), _tried(room.pk, now, then, by=by, keyring=keyring, clock=clock))
        for room in page_of
    )
    looked = Looked.ROOMS if any(each.tried.is_read for each in rooms) else Looked.NO_ROOM
    note_trial(then=then, looked=looked, by=by, clock=clock)
    return Trial(page_of, rooms)


def keepers_inside_rooms() -> frozenset[UUID]:
    """Who answers for the practice here and holds a room that a trial can look at, by id."""
    keepers = active_workers().filter(post__in=KEEPERS)
    return frozenset(each.pk for each in keepers if rooms_held_by(each).filter(kind__in=_ASKED).exists())


def _page(rooms: QuerySet[Room], number: int) -> Page[Room]:
    try:
        return Paginator(rooms, AT_ONCE).page(number)
    except EmptyPage:
        raise NotThere from None


def _tried(room: UUID, now: Policy, then: Policy, *, by: Worker, keyring: Keyring, clock: Clock) -> Tried:
    try:
        found, entries = read_room(room_id=room, by=by, keyring=keyring, clock=clock)
    except (CannotOpen, NotThere, ValueError, KeyError):
        return Tried(is_read=False)
    return tried(facts_for_gate(found, entries), Home(found.kind), clock.today(), now=now, then=then)
