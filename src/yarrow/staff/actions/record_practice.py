from datetime import date

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.staff.models import Competence, SupervisionRecord, Worker
from yarrow.staff.queries.service import the_service
from yarrow.staff.terms import CompetenceKind

_BY_ANOTHER = refused(
    "recorded_by_another", N_("A colleague must record this: nobody vouches for themselves")
)


@transaction.atomic
def record_competence(
    *, worker: Worker, kind: CompetenceKind, until: date, recorded_by: Worker, clock: Clock
) -> Competence | Refused:
    """Record what a worker is competent in and until when (domain.md E5).

    A later record of the same kind replaces an earlier one, also with a nearer day: that is how a
    competence is taken back. Refuses a worker's own word for themselves.
    """
    if worker.pk == recorded_by.pk:
        return _BY_ANOTHER
    line = Competence.objects.create(worker=worker, kind=kind, until=until, recorded_by=recorded_by)
    _note(Event.COMPETENCE_RECORDED, worker, recorded_by, clock)
    return line


@transaction.atomic
def record_supervision(
    *, worker: Worker, on: date, recorded_by: Worker, clock: Clock
) -> SupervisionRecord | Refused:
    """Record that case supervision took place on a day (domain.md E6).

    Refuses a day still to come, and a worker's own word for themselves.
    """
    if worker.pk == recorded_by.pk:
        return _BY_ANOTHER
    if on > clock.today():
        return refused("supervision_to_come", N_("Record supervision once it has taken place"), field="on")
    line = SupervisionRecord.objects.create(worker=worker, on=on, recorded_by=recorded_by)
    _note(Event.SUPERVISION_RECORDED, worker, recorded_by, clock)
    return line


def _note(event: Event, worker: Worker, recorded_by: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=recorded_by.pk, subject=worker.pk, clock=clock)
