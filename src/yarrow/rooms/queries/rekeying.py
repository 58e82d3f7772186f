"""How far re-keying has come."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from yarrow.rooms.models import Drop, Entry, Rekeying, RoomVersion, Wrap
from yarrow.staff.models import Worker


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
