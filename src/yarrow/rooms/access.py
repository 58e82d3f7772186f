"""Where a worker may pass words on to."""

from django.db.models import Q, QuerySet

from yarrow.cases.access import may_allocate
from yarrow.staff.models import Worker

from .models import Room
from .queries import case_rooms, rooms_held_by
from .terms import RoomKind


def rooms_words_may_go_to(worker: Worker, room: Room) -> QuerySet[Room]:
    """The rooms that words from this one may be passed on to, by number.

    Lead and supervisor may choose any room of the case. Everybody else chooses the shared room,
    the team's, or one that they are in themselves: a list of the others would tell them how many
    people there are (design.md §4, "Asking").
    """
    if room.case is None:
        return Room.objects.none()
    others = case_rooms(room.case).exclude(pk=room.pk)
    if may_allocate(worker, room.case):
        return others
    known = Q(kind__in=[RoomKind.TEAM, RoomKind.SHARED]) | Q(pk__in=rooms_held_by(worker).values("pk"))
    return others.filter(known)
