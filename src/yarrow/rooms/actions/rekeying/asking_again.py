"""After new keys: the old wraps open nothing any more, so they go, and somebody inside is asked."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries import rooms_without_holder
from yarrow.rooms.queries.counted import holders_that_count
from yarrow.staff.models import Worker

from .shutting_out import ask_for
from .versions import locked_room


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The rooms a worker held; and those of them that only custodians can open now."""

    rooms: tuple[UUID, ...]
    without_holder: tuple[UUID, ...]


@transaction.atomic
def ask_again(*, worker: Worker, by: Worker, clock: Clock) -> AskedAgain:
    """Delete a worker's wraps to keys they have lost, and ask for each of those rooms anew.

    Whether the colleague is who they say is settled before (``staff.actions.give_new_keys``).
    A room into which this service never let them is not asked for, whatever row lies there.
    Whoever fulfils it asks again what may be: a duty that has ended meanwhile gives nothing back.
    """
    held = Wrap.objects.filter(holder=worker).values("version__room")
    rooms = list(Room.objects.filter(pk__in=held).order_by("pk").values_list("pk", flat=True))
    was_inside = holders_that_count(rooms, [worker.pk])
    for room_id in rooms:
        _ask_for_one(
            room_id, worker=worker, by=by, clock=clock, was_inside=(room_id, worker.pk) in was_inside
        )
    nobody_in = rooms_without_holder().filter(pk__in=rooms).order_by("pk").values_list("pk", flat=True)
    return AskedAgain(tuple(rooms), tuple(nobody_in))


def _ask_for_one(room_id: UUID, *, worker: Worker, by: Worker, clock: Clock, was_inside: bool) -> None:
    room = locked_room(room_id)
    Wrap.objects.filter(version__room=room, holder=worker).delete()
    audit.append(chain=room.pk, event=Event.KEYS_TAKEN, actor=by.pk, subject=worker.pk, clock=clock)
    if was_inside:
        ask_for(room=room, worker=worker, by=by, clock=clock)
