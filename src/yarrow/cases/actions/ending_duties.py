from django.db import transaction

from yarrow.cases.models import Allocation
from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker

from .ends import note_end


@transaction.atomic
def end_duties(*, worker: Worker, by: Worker, clock: Clock) -> int:
    """End everything a worker does on any case; returns how many duties.

    A step of leaving the service: who may is asked before. Their keys are taken by ``rooms``.
    """
    standing = Allocation.objects.select_for_update().filter(worker=worker, until_day__isnull=True)
    cases = list(standing.order_by("case_id").values_list("case_id", flat=True))
    standing.update(until_day=clock.today())
    for case_id in dict.fromkeys(cases):
        note_end(case=case_id, worker=worker.pk, by=by, clock=clock)
    return len(cases)
