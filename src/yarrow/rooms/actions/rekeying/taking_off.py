"""Taking a worker off a case, or keeping them away from it for good: their duty and keys end together.

``cases`` lies below and knows no room, so the two halves of the act meet here.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from yarrow.cases import actions as cases
from yarrow.cases.models import Case
from yarrow.kernel.clock import Clock
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries.placed import rooms_as_recorded
from yarrow.staff.models import Worker

from .shutting_out import ShutOut, shut_out_of
from .versions import locked_room


@transaction.atomic
def take_off_case(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> ShutOut:
    """End a worker's duties on a case and give every room of it that they held a new key.

    Raises NotThere unless the supervisor or the lead of the case does it.
    """
    return _end(cases.end_allocation, case=case, worker=worker, by=by, clock=clock)


@transaction.atomic
def keep_away(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> ShutOut:
    """The same for good: the worker is barred from the case (security.md §5.8). Raises NotThere alike."""
    return _end(cases.exclude_worker, case=case, worker=worker, by=by, clock=clock)


def _end(act: Callable[..., None], *, case: Case, worker: Worker, by: Worker, clock: Clock) -> ShutOut:
    """Worker, case, rooms: held in this order, as ``fulfil_grants`` does.

    All rooms are held before anybody looks who is inside: a grant that was being fulfilled is then
    either seen and taken back, or finds that the duty has ended.
    """
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    rooms = _rooms_to_end(case, worker)
    for room_id in rooms:
        locked_room(room_id)
    done = shut_out_of(rooms, worker=worker, by=by, clock=clock)
    act(case=case, worker=worker, by=by, clock=clock)
    return done


def _rooms_to_end(case: Case, worker: Worker) -> list[UUID]:
    """The rooms of the case, and those of this worker that stand where nobody opened them.

    Hazard: a room that was moved elsewhere for the moment would be passed over, and its key kept.
    """
    theirs = Wrap.objects.filter(holder=worker).values("version__room")
    held = list(Room.objects.filter(pk__in=theirs).exclude(case=case))
    moved = {room.pk for room in held} - rooms_as_recorded(held)
    of_case = Room.objects.filter(case=case).values_list("pk", flat=True)
    return sorted({*of_case, *moved})
