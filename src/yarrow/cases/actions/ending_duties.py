from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation
from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker


@transaction.atomic
def end_duties(*, worker: Worker, by: Worker, clock: Clock) -> int:
    """End everything a worker does on any case; returns how many duties.

    A step of leaving the service: who may is asked before. Their keys are taken by ``rooms``.
    """
    standing = Allocation.objects.select_for_update().filter(worker=worker, until_day__isnull=True)
    cases = list(standing.order_by("case_id").values_list("case_id", flat=True))
    standing.update(until_day=clock.today())
    for case_id in dict.fromkeys(cases):
        audit.append(chain=case_id, event=Event.ALLOCATION_ENDED, actor=by.pk, subject=worker.pk, clock=clock)
    return len(cases)
