from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.rooms.models import Grant
from yarrow.staff.models import Worker


@transaction.atomic
def withdraw_grants(*, worker: Worker, by: Worker, clock: Clock) -> int:
    """Take back every request that this worker be let in anywhere; returns how many.

    A step of leaving the service: who may is asked before.
    """
    waiting = Grant.objects.select_for_update().filter(worker=worker, fulfilled_on__isnull=True)
    rooms = list(waiting.order_by("room_id").values_list("room_id", flat=True))
    Grant.objects.filter(worker=worker, fulfilled_on__isnull=True, room__in=rooms).delete()
    for room_id in rooms:
        audit.append(chain=room_id, event=Event.GRANT_WITHDRAWN, actor=by.pk, subject=worker.pk, clock=clock)
    return len(rooms)
