"""How far re-keying has come, and which rooms nobody can open."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from yarrow.rooms.models import Drop, Entry, Rekeying, Room, RoomVersion, Wrap
from yarrow.staff.models import Freeze, Worker


@dataclass(frozen=True, slots=True)
class Progress:
    """The rooms a worker held: how many in all, with a new key, and with nothing left under an old one.

    ``entries_left`` counts the sealed rows, entries and notes, that an old key still opens.
    """

    rooms_total: int
    rooms_versioned: int
    rooms_resealed: int
    entries_left: int


def rekeying_progress(worker_left: Worker) -> Progress:
    """What has been done since this worker left; counts only, for who may know of the leaving."""
    still = set(Wrap.objects.filter(holder=worker_left).values_list("version__room", flat=True))
    caused = Rekeying.objects.filter(left=worker_left)
    versioned = set(caused.values_list("room", flat=True))
    unfinished = set(caused.filter(done_on__isnull=True).values_list("room", flat=True))
    return Progress(
        rooms_total=len(versioned | still),
        rooms_versioned=len(versioned - still),
        rooms_resealed=len(versioned - still - unfinished),
        entries_left=_left_in(unfinished | still),
    )


def _left_in(rooms: set[UUID]) -> int:
    newest = RoomVersion.objects.filter(room=OuterRef("room")).order_by("-number").values("number")[:1]
    entries = Entry.objects.filter(room__in=rooms, version__lt=Subquery(newest))
    drops = Drop.objects.filter(room__in=rooms).annotate(newest=Subquery(newest))
    older = Q(again=0, version__lt=F("newest")) | Q(again__gt=0, again__lt=F("newest"))
    return entries.count() + drops.filter(older).count()


def rooms_without_holder() -> QuerySet[Room]:
    """The rooms that nobody at work can open now: only custodians can (security.md §5.4).

    A frozen worker cannot open anything either; lifting the freeze may be the shorter way.
    """
    newest = RoomVersion.objects.filter(room=OuterRef("version__room")).values("room")
    at_work = Wrap.objects.filter(version__room=OuterRef("pk"), holder__is_active=True)
    frozen = Freeze.objects.filter(worker=OuterRef("holder"), lifted_at=None)
    able = at_work.annotate(newest=Subquery(newest.annotate(last=Max("number")).values("last"))).filter(
        version__number=F("newest")
    )
    return Room.objects.filter(~Exists(able.exclude(Exists(frozen)))).order_by("opened_on", "pk")
