"""The rooms that the recovery key opens, and those a worker may be let into by it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.cases.models import Allocation
from yarrow.rooms.models import Grant, Room, RoomVersion
from yarrow.rooms.queries import rooms_without_holder
from yarrow.staff.models import Worker


def live_versions() -> QuerySet[RoomVersion]:
    """Every key generation under which something may lie."""
    return RoomVersion.objects.filter(retired_on__isnull=True).order_by("room", "number")


def rooms_to_choose(worker: Worker) -> QuerySet[Room]:
    """The rooms that custodians may let this worker into: those asked for again for them, and orphaned ones.

    Of the rooms that nobody can open: the service's own, those of the worker's cases, and those of
    cases on which nobody works any more. Custodians let somebody back in; they do not hand out rooms.
    """
    asked = Grant.objects.filter(room=OuterRef("pk"), worker=worker, fulfilled_on__isnull=True)
    on_it = Allocation.objects.filter(case=OuterRef("case"), until_day__isnull=True, worker__is_active=True)
    theirs = Q(case__isnull=True) | Exists(on_it.filter(worker=worker)) | ~Exists(on_it)
    orphaned = Q(pk__in=rooms_without_holder().values("pk"))
    chosen = Room.objects.filter(Exists(asked) | (orphaned & theirs))
    return chosen.select_related("case").order_by("case__reference", "number")
