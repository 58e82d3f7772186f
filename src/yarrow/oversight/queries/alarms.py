"""Who opened unusually many rooms in one hour (security.md §9, ASVS 2.4.1).

Opening a room is how data leaves: somebody who copies everything they may see opens room after room.
It is a reason to ask, never a finding: a duty worker before a weekend may do the same.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from yarrow.audit.terms import Event
from yarrow.staff.models import Worker

from .done import names_of
from .near import events_for

MOST_ROOMS = 30
WITHIN = timedelta(hours=1)
LOOK_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class BulkRead:
    """So many different rooms within one hour that ended then."""

    name: str
    rooms: int
    until: datetime


def bulk_reads(worker: Worker, now: datetime) -> Sequence[BulkRead]:
    """The alarms of the last day, for one manager; two queries where there is nothing to tell."""
    reads = events_for(worker).filter(
        event=Event.ROOM_READ, actor__isnull=False, at__gt=now - LOOK_BACK, at__lte=now
    )
    many = reads.values("actor").annotate(rooms=Count("chain", distinct=True)).filter(rooms__gt=MOST_ROOMS)
    suspects: list[UUID] = [each["actor"] for each in many.order_by() if each["actor"]]
    if not suspects:
        return []
    names = names_of(suspects)
    rows = reads.filter(actor__in=suspects).order_by("at").values_list("actor", "at", "chain")
    alarms = ((actor, _busiest((at, room) for who, at, room in rows if who == actor)) for actor in suspects)
    return [BulkRead(names.get(actor, ""), *found) for actor, found in alarms if found is not None]


def _busiest(reads: Iterable[tuple[datetime, UUID]]) -> tuple[int, datetime] | None:
    """The most different rooms in any one hour, and when it ended; None where it was no more than usual."""
    hour: deque[tuple[datetime, UUID]] = deque()
    most: tuple[int, datetime] | None = None
    for at, room in reads:
        hour.append((at, room))
        while hour[0][0] <= at - WITHIN:
            hour.popleft()
        rooms = len({each for _at, each in hour})
        if rooms > (most[0] if most else MOST_ROOMS):
            most = (rooms, at)
    return most
