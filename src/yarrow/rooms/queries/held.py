"""Which rooms a worker is in. The wraps table *is* the permission (security.md §10)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.cases.models import Case, Exclusion
from yarrow.cases.nearness import near
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Drop, Grant, Room, RoomVersion, Wrap
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .alone import rooms_only_with
from .counted import requests_that_count


def rooms_held_by(worker: Worker) -> QuerySet[Room]:
    """Rooms this worker is in, oldest first. A former or excluded worker is in none.

    Nor is a room there for who has not yet answered whether they know somebody of its case.
    """
    if not worker.is_active:
        return Room.objects.none()
    # By the few rows of one worker: asking every room of the service in turn grows with the service.
    mine = Wrap.objects.filter(holder=worker).values("version__room")
    there = Q(case__isnull=True) | near(worker, case="case")
    return Room.objects.filter(there, pk__in=mine).order_by("case__reference", "number")


def room_for(worker: Worker, room_id: UUID) -> Room:
    """One room this worker is in; raises NotThere for anything else."""
    room = rooms_held_by(worker).select_related("case").filter(pk=room_id).first()
    if room is None:
        raise NotThere
    return room


def holds(worker: Worker, room: Room) -> bool:
    """Whether this worker is in the room now."""
    return rooms_held_by(worker).filter(pk=room.pk).exists()


def holders_of(room: Room) -> QuerySet[Worker]:
    """Everyone who is in the room now."""
    barred = Exclusion.objects.filter(case=room.case_id, worker=OuterRef("pk"))
    inside = Q(wraps__version__room=room, is_active=True)
    return Worker.objects.filter(inside).exclude(Exists(barred)).distinct().order_by("username")


def rooms_only_theirs(case: Case, worker: Worker) -> list[Room]:
    """The rooms of a case that nobody else could open if this worker were gone.

    A colleague whose account is frozen opens nothing, and the freeze may never be lifted.
    """
    return list(rooms_only_with(worker).filter(case=case).order_by("pk"))


def case_rooms(case: Case) -> QuerySet[Room]:
    """All rooms of a case, by number. For the gate and for actions; never for a page (R-33)."""
    return case.rooms.order_by("number")


def team_room(case: Case) -> Room | None:
    """The team's room of a case, when it has been opened."""
    return case.rooms.filter(kind=RoomKind.TEAM).first()


def intake_room() -> Room | None:
    """Where referrals lie until they are triaged."""
    return Room.objects.filter(kind=RoomKind.INTAKE).order_by("number").first()


def newest_version(room: Room) -> RoomVersion:
    """The key generation new entries are sealed under."""
    return room.versions.latest("number")


def unopened_drops(room: Room) -> QuerySet[Drop]:
    """Notes nobody inside has read yet, in the order they came."""
    return room.drops.filter(opened_on__isnull=True).order_by("number")


def open_grants_for(worker: Worker) -> list[Grant]:
    """Requests this worker could fulfil, being inside the room; a row without our mark is none."""
    return requests_that_count(grants_waiting_for(worker))


def grants_waiting_for(worker: Worker) -> QuerySet[Grant]:
    """The rows of requests in this worker's rooms, whether or not they count."""
    rows = Grant.objects.filter(fulfilled_on__isnull=True, room__in=rooms_held_by(worker))
    return rows.select_related("room", "room__case", "worker", "asked_by").order_by("asked_on", "id")
