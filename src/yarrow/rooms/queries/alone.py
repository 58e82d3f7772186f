"""Rooms that nobody can open, or one person alone: seen before an act shuts that person out.

Nothing is opened for it: who holds a wrap, has left or is frozen is plain (security.md §5.12).
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from yarrow.cases.models import Case
from yarrow.rooms.models import Room, RoomVersion, Wrap
from yarrow.staff.models import Worker
from yarrow.staff.queries.freezing import stands_frozen


def wraps_at_work() -> QuerySet[Wrap]:
    """The wraps that open a room's newest key for somebody who is here and not frozen."""
    newest = RoomVersion.objects.filter(room=OuterRef("version__room")).order_by("-number").values("number")
    here = Wrap.objects.filter(holder__is_active=True, version__number=Subquery(newest[:1]))
    return here.exclude(stands_frozen("holder"))


def rooms_without_holder() -> QuerySet[Room]:
    """The rooms that nobody at work can open now: only custodians can (security.md §5.4).

    A frozen worker cannot open anything either; lifting the freeze may be the shorter way.
    """
    able = wraps_at_work().filter(version__room=OuterRef("pk"))
    return Room.objects.filter(~Exists(able)).order_by("opened_on", "pk")


def rooms_a_freeze_shuts() -> QuerySet[Room]:
    """Of those, the rooms that somebody whose account is frozen could open."""
    theirs = Wrap.objects.filter(stands_frozen("holder"), holder__is_active=True)
    theirs = theirs.filter(version__room=OuterRef("pk"))
    return rooms_without_holder().filter(Exists(theirs))


def rooms_only_with(*workers: Worker) -> QuerySet[Room]:
    """The rooms these workers hold that nobody could open if all of them were gone."""
    others = wraps_at_work().filter(version__room=OuterRef("pk")).exclude(holder__in=workers)
    theirs = Wrap.objects.filter(holder__in=workers).values("version__room")
    return Room.objects.filter(~Exists(others), pk__in=theirs).order_by("opened_on", "pk")


def openers_in(case: Case) -> Mapping[UUID, int]:
    """How many people can open each room of a case now; a room that nobody can open is not in it."""
    able = wraps_at_work().filter(version__room__case=case).order_by()
    counted = able.values_list("version__room").annotate(people=Count("holder", distinct=True))
    return dict(counted)
