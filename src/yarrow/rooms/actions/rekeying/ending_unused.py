"""Ending a key that nobody has used for ninety days: the room gets a new one (security.md §5.5)."""

from uuid import UUID

from django.db import transaction

from yarrow.cases.models import Case
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.staff.models import Worker

from .shutting_out import shut_out_of
from .versions import locked_room

_ONLY_ONE = refused(
    "ONLY_ONE", N_("Nobody else can open this room. Let somebody else in first, then end this key.")
)


@transaction.atomic
def end_unused_key(*, case: Case, room_id: UUID, worker_id: UUID, by: Worker, clock: Clock) -> Refused | None:
    """End one colleague's unused key; their duty on the case stays, and they may be let in again.

    Asked again in the moment of the press: raises NotThere for a key that has been used since, is
    none of the case's or is not this worker's to end. Refuses the last key that opens a room.
    """
    Worker.objects.select_for_update(no_key=True).filter(pk=worker_id).first()
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    locked_room(room_id)
    unused = queries.unused_keys(case, by, clock.today())
    found = [each for each in unused if (each.room.pk, each.worker.pk) == (room_id, worker_id)]
    if not found:
        raise NotThere
    if queries.rooms_only_with(found[0].worker).filter(pk=room_id).exists():
        return _ONLY_ONE
    shut_out_of([room_id], worker=found[0].worker, by=by, clock=clock)
    return None
