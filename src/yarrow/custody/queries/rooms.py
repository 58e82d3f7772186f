"""The rooms that the recovery key opens, and those a worker may be let into by it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.cases.access import OPENING_POSTS
from yarrow.cases.counted import that_count
from yarrow.cases.models import Allocation
from yarrow.cases.nearness import kept_from
from yarrow.cases.terms import Duty
from yarrow.rooms.models import Grant, Room, RoomVersion
from yarrow.rooms.queries import rooms_a_freeze_shuts, rooms_without_holder
from yarrow.rooms.queries.counted import requests_that_count
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.queries.freezing import stands_frozen
from yarrow.staff.terms import BOOKED


def live_versions() -> QuerySet[RoomVersion]:
    """Every key generation under which something may lie."""
    return RoomVersion.objects.filter(retired_on__isnull=True).order_by("room", "number")


def rooms_to_choose(worker: Worker) -> QuerySet[Room]:
    """The rooms that custodians may let this worker into: those asked for again for them, and orphaned ones.

    Of the rooms that nobody can open: the service's own, those of the worker's cases, and those of
    cases on which nobody works any more. Custodians let somebody back in; they do not hand out rooms.
    """
    asked = [grant.room_id for grant in requests_that_count(Grant.objects.filter(worker=worker))]
    mine = [row.case_id for row in that_count(Allocation.objects.filter(worker=worker, until_day=None))]
    on_it = Allocation.objects.filter(case=OuterRef("case"), until_day__isnull=True, worker__is_active=True)
    theirs = Q(case__isnull=True) | Q(case__in=mine) | ~Exists(on_it)
    orphaned = Q(pk__in=rooms_without_holder().values("pk"))
    chosen = Room.objects.filter(Q(pk__in=asked) | (orphaned & theirs))
    return chosen.select_related("case").order_by("case__reference", "number")


@dataclass(frozen=True, slots=True)
class ShutRoom:
    """A room that nobody can open, and who could be let in: names of workers, never who is barred."""

    room: Room
    by_a_freeze: bool
    asked_for: tuple[str, ...]
    supervisors: tuple[str, ...]


def shut_rooms() -> list[ShutRoom]:
    """Every one of them, the oldest first. For the machine itself, where there is no page to slow down."""
    frozen = set(rooms_a_freeze_shuts().values_list("pk", flat=True))
    return [
        _shut(room, by_a_freeze=room.pk in frozen) for room in rooms_without_holder().select_related("case")
    ]


def _shut(room: Room, *, by_a_freeze: bool) -> ShutRoom:
    may = _could_come_in(room)
    asked = may.filter(pk__in=[grant.worker_id for grant in requests_that_count(room.grants.all())])
    working = that_count(Allocation.objects.filter(case=room.case_id, until_day__isnull=True))
    # The case supervisor says who: the other person's worker is on the case as well.
    on_it = may.filter(pk__in=[row.worker_id for row in working if row.duty == Duty.SUPERVISOR])
    names = [tuple(found.order_by("name").values_list("name", flat=True)) for found in (asked, on_it)]
    return ShutRoom(room, by_a_freeze, *names)


def _could_come_in(room: Room) -> QuerySet[Worker]:
    """Who is here, not frozen and not kept from the case."""
    found = active_workers().exclude(kept_from(room.case)).exclude(stands_frozen()).exclude(post__in=BOOKED)
    if room.case is None:
        return found.filter(post__in=OPENING_POSTS)
    return found
