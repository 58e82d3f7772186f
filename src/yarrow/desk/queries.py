"""What a worker's day rests on: cards, rooms, plans, requests, each in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yarrow.cases.care_cards import code_on
from yarrow.cases.models import Allocation, CareCardCopy, Case, Exclusion
from yarrow.cases.terms import CareCode
from yarrow.design.colours import RoomShown
from yarrow.meetings.models import Plan
from yarrow.meetings.shown.named import rooms_shown
from yarrow.meetings.shown.released import ReleasedPlan, released
from yarrow.meetings.terms import PlanState
from yarrow.rooms.models import Grant, Room, Standing
from yarrow.rooms.queries import open_grants_for, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

SOON = timedelta(days=14)
"""How far ahead "to look at again soon" reaches; our own choice, as long as a sign-off lasts."""


@dataclass(frozen=True, slots=True)
class HeldRoom:
    """A room this worker is in: whose, how many notes wait, and when to look again."""

    id: UUID
    case_id: UUID | None
    is_intake: bool
    shown: RoomShown
    notes: int
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A care card; ``code`` is empty where this worker's copy does not open."""

    case: Case
    raised_on: date
    code: CareCode | None


def held_rooms(worker: Worker, keyring: Keyring, *cases: Case) -> tuple[HeldRoom, ...]:
    """The rooms this worker is in, of these cases or of all."""
    notes = Count("drops", filter=Q(drops__opened_on__isnull=True))
    rooms = rooms_held_by(worker).select_related("standing").annotate(notes=notes)
    if cases:
        rooms = rooms.filter(case__in=cases)
    found = list(rooms)
    shown = rooms_shown(found, keyring)
    return tuple(_held(room, room.notes, shown[room.pk]) for room in found)


def _held(room: Room, notes: int, shown: RoomShown) -> HeldRoom:
    return HeldRoom(
        id=room.pk,
        case_id=room.case_id,
        is_intake=room.kind == RoomKind.INTAKE,
        shown=shown,
        notes=notes,
        look_again_on=_look_again_on(room),
    )


def _look_again_on(room: Room) -> date | None:
    try:
        return room.standing.look_again_on
    except Standing.DoesNotExist:
        return None  # a room that answers no question, or has not been written in


def by_case(rooms: Iterable[HeldRoom]) -> dict[UUID | None, list[HeldRoom]]:
    """The same rooms, grouped."""
    grouped: dict[UUID | None, list[HeldRoom]] = defaultdict(list)
    for room in rooms:
        grouped[room.case_id].append(room)
    return grouped


def lapsing(rooms: Iterable[HeldRoom], today: date) -> tuple[HeldRoom, ...]:
    """The rooms in which something lapses soon, the nearest day first."""
    soon = [room for room in rooms if room.look_again_on and room.look_again_on <= today + SOON]
    return tuple(sorted(soon, key=lambda room: (room.look_again_on, room.shown.name)))


def care_cards(worker: Worker, keyring: Keyring, cases: Sequence[Case]) -> tuple[ShownCard, ...]:
    """The cards sealed to this worker, newest first; withheld ones are simply not there."""
    known = {case.pk: case for case in cases}
    copies = (
        CareCardCopy.objects.filter(worker=worker, card__case__in=known)
        .exclude(card__withheld__worker=worker)
        .select_related("card")
    )
    deployment = the_service().pk
    cards = [
        ShownCard(known[copy.card.case_id], copy.card.raised_on, _code(copy, keyring, deployment))
        for copy in copies
    ]
    return tuple(sorted(cards, key=_newest_first))


def _newest_first(card: ShownCard) -> tuple[int, int, str]:
    return -card.raised_on.toordinal(), card.case.reference, card.code.value if card.code else ""


def _code(copy: CareCardCopy, keyring: Keyring, deployment: UUID) -> CareCode | None:
    try:
        return code_on(copy, keyring, deployment=deployment)
    except (CannotOpen, ValueError):
        return None


def plans_shown(cases: Sequence[Case], now: datetime) -> tuple[ReleasedPlan, ...]:
    """The plans of these cases that were not set aside, as every worker of a case may see them."""
    plans = Plan.objects.filter(case__in=cases).exclude(state=PlanState.SET_ASIDE)
    return released(plans.order_by("case__reference", "-number"), now)


def grants_to_fulfil(worker: Worker) -> QuerySet[Grant]:
    """Requests that this worker can fulfil now: the colleague is still on the case and not barred."""
    on_case = Allocation.objects.filter(
        case=OuterRef("room__case"), worker=OuterRef("worker"), until_day__isnull=True
    )
    barred = Exclusion.objects.filter(case=OuterRef("room__case"), worker=OuterRef("worker"))
    return open_grants_for(worker).filter(Exists(on_case), ~Exists(barred), worker__is_active=True)
