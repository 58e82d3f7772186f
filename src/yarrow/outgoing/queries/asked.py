"""In which of the rooms that are asked somebody is."""

from collections.abc import Collection
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.outgoing.terms import SERVICE
from yarrow.rooms.queries import rooms_held_by
from yarrow.rooms.queries.counted import is_inside
from yarrow.staff.models import Worker


def rooms_inside(worker: Worker, case: Case, asked: Collection[UUID]) -> frozenset[UUID]:
    """Those of the rooms that are asked in which this worker is, by their key and by the record.

    Of the service's own places the case supervisor is asked.
    """
    rooms = rooms_held_by(worker).filter(case=case, pk__in=[each for each in asked if each != SERVICE])
    found = {room.pk for room in rooms if is_inside(worker, room)}
    if SERVICE in asked and Duty.SUPERVISOR in duties_of(worker, case):
        found.add(SERVICE)
    return frozenset(found)
