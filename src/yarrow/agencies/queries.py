"""What waits: reports to ask after, and reports that are kept for their writer and on no record yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse

from yarrow.cases.models import Case
from yarrow.kernel.clock import LOCAL
from yarrow.outgoing.artefact import ArtefactKind
from yarrow.outgoing.models import LetOut
from yarrow.rooms import spare
from yarrow.rooms.models import Draft, Room
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.rooms.queries.drafts import place_of
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

MOST_KEPT = 40
"""How many reports wait for one worker at once; more are written over the last."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A room in which a report is open, and by when the agency is to be asked again."""

    room: UUID
    case: Case
    day: date
    is_late: bool


def reports_to_ask(worker: Worker, keyring: Keyring, today: date) -> tuple[ToAsk, ...]:
    """Every open report in this worker's rooms, once for each case, the longest overdue first.

    From the rooms' labels alone: no entry is opened, and nothing is on the page of who is not inside.
    """
    rooms = [room for room in rooms_held_by(worker).select_related("case") if room.case is not None]
    teams = [room.pk for room in rooms if room.kind == RoomKind.TEAM]
    labels = labels_in(rooms, keyring, teams)
    open_in = [(label.chase_on, room) for room in rooms if (label := labels.get(room.pk))]
    found: dict[UUID, ToAsk] = {}
    for day, room in sorted(((day, room) for day, room in open_in if day), key=lambda each: each[0]):
        if room.case is not None:
            found.setdefault(room.case.pk, ToAsk(room.pk, room.case, day, day < today))
    return tuple(found.values())


def shares_by_month(today: date) -> list[tuple[date, int]]:
    """How many papers passed the door to agencies in each of the last twelve months, the newest first."""
    months = [_month_before(today, back) for back in range(12)]
    since = datetime.combine(months[-1], time(), tzinfo=LOCAL)
    went = LetOut.objects.filter(kind=ArtefactKind.REFERRAL, at__gte=since).values_list("at", flat=True)
    counted = Counter(at.astimezone(LOCAL).date().replace(day=1) for at in went)
    return [(month, counted[month]) for month in months]


def _month_before(today: date, back: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)


def path_of(number: int) -> str:
    """Where a kept report waits."""
    return reverse("agencies:kept", args=[number])


def kept_numbers(worker: Worker) -> list[int]:
    """The reports that wait for this worker, sealed; what they say needs the worker's key."""
    places = {place_of(path_of(number)): number for number in range(1, MOST_KEPT + 1)}
    rows = Draft.objects.filter(worker=worker, place__in=places).values_list("place", flat=True)
    found = {places[bytes(place)] for place in rows}
    deployment = the_service().pk
    spared = (
        number
        for place, number in places.items()
        if spare.kept(deployment=deployment, worker=worker.pk, place=place) is not None
    )
    return sorted(found | set(spared))


def free_number(worker: Worker) -> int:
    """Where the next one waits, so that none is written over another."""
    taken = set(kept_numbers(worker))
    return next((number for number in range(1, MOST_KEPT + 1) if number not in taken), MOST_KEPT)


def rooms_of_case(worker: Worker, case: Case) -> Sequence[Room]:
    """The rooms of people, and of the team, that this worker is in on this case."""
    asked = [RoomKind.PERSON, RoomKind.TEAM]
    return tuple(rooms_held_by(worker).filter(case=case, kind__in=asked))
