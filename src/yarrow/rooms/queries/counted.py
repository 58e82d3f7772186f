"""Which requests and which holders of a room count: those that this service wrote down, and no others.

A request is fulfilled by the next colleague who comes in, and a new key of a room is wrapped to everybody
inside. So both carry the service's mark in the room's own record (``staff.marks``): a row put in behind
the back of the service lets nobody in, and neither does one put back after it was fulfilled or taken.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from yarrow.audit.terms import Event
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

REQUEST = Matter(
    "request",
    gives=(Event.GRANT_ASKED,),
    ends=(Event.GRANT_WITHDRAWN, Event.GRANT_FULFILLED, Event.LET_IN_BY_RECOVERY),
)
KEY = Matter(
    "key",
    gives=(Event.KEY_GIVEN, Event.GRANT_FULFILLED, Event.ROOM_HANDED_ON, Event.LET_IN_BY_RECOVERY),
    ends=(Event.KEYS_TAKEN,),
)
INSIDE = (b"inside",)
"""What the mark of a holder says. Whom it is about and which room lie in the mark itself."""


def says_request(grant: Grant) -> list[bytes]:
    """What the mark of a request is made of."""
    return [grant.pk.bytes, grant.asked_by_id.bytes, grant.asked_on.isoformat().encode()]


def requests_that_count(rows: QuerySet[Grant]) -> list[Grant]:
    """Those of these requests, not fulfilled yet, that were made through this service."""
    newest = marks.newest(REQUEST, chain=OuterRef("room"), subject=OuterRef("worker"))
    return [grant for grant in rows.filter(fulfilled_on__isnull=True).annotate(**newest) if _counts(grant)]


def _counts(grant: Grant) -> bool:
    return was_asked_for(grant, marks.marked_on(grant, REQUEST))


def was_asked_for(grant: Grant, found: Marked) -> bool:
    """Whether this event says that this very request was made through this service."""
    return marks.holds(found, REQUEST, chain=grant.room_id, subject=grant.worker_id, says=says_request(grant))


def was_given_key(found: Marked, *, room: UUID, worker: UUID) -> bool:
    """Whether the newest event about a worker's key to a room says that they were given it."""
    return marks.holds(found, KEY, chain=room, subject=worker, says=INSIDE)


def holders_that_count(rooms: Collection[UUID], holders: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Room and worker, of these, where the record says that the worker is inside; one query."""
    newest = marks.newest_of(KEY, chains=rooms, subjects=holders)
    return {
        (room, who) for (room, who), found in newest.items() if was_given_key(found, room=room, worker=who)
    }


def is_inside(worker: Worker, room: Room) -> bool:
    """Whether the record says that this worker is inside, whatever row lies among the wraps."""
    return (room.pk, worker.pk) in holders_that_count([room.pk], [worker.pk])


def inside_by_record(room: Room) -> list[UUID]:
    """Who has a row with a key to this room, and was given it through this service."""
    holders = set(Wrap.objects.filter(version__room=room).values_list("holder", flat=True))
    return sorted(who for _room, who in holders_that_count([room.pk], holders))
