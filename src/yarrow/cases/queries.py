"""Every read of a case, scoped by the worker who asks."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker

from .models import Allocation, CareCardCopy, Case, Stop
from .nearness import near
from .terms import Duty


def current_allocations(case: Case) -> QuerySet[Allocation]:
    """Who works on a case now, lead first."""
    return case.allocations.filter(until_day__isnull=True).select_related("worker").order_by("from_day", "id")


def cases_allocated_to(worker: Worker) -> QuerySet[Case]:
    """The open work of one worker; a former one has none.

    Nor is a case there for who is barred from it, has not answered whether they know somebody, or
    is not on its list.
    """
    if not worker.is_active:
        return Case.objects.none()
    mine = Allocation.objects.filter(worker=worker, until_day__isnull=True).values("case")
    return Case.objects.filter(near(worker), pk__in=mine).order_by("reference")


def case_for(worker: Worker, case_id: UUID) -> Case:
    """One case of this worker's; raises NotThere for anything else."""
    case = cases_allocated_to(worker).filter(pk=case_id).first()
    if case is None:
        raise NotThere
    return case


def duties_of(worker: Worker, case: Case) -> frozenset[Duty]:
    """What this worker does on this case today; empty when nothing."""
    if not worker.is_active:
        return frozenset()
    rows = current_allocations(case).filter(near(worker, case="case"), worker=worker)
    return frozenset(Duty(row) for row in rows.values_list("duty", flat=True))


def is_excluded(worker: Worker, case: Case) -> bool:
    """Whether a conflict of interest keeps this worker from this case."""
    return case.exclusions.filter(worker=worker).exists()


def workers_on(case: Case, *duties: Duty) -> Sequence[Worker]:
    """Everyone on the case, or those with one of ``duties``; each worker once.

    Somebody who has left the service is not among them, also where their duty was never ended:
    nothing can be sealed to them, and a warning to the others must not fail for that.
    """
    rows = current_allocations(case).filter(worker__is_active=True)
    if duties:
        rows = rows.filter(duty__in=duties)
    return list({row.worker_id: row.worker for row in rows}.values())


def next_reference() -> int:
    """The next case number; numbers say nothing but the order of opening."""
    last = Case.objects.aggregate(last=Max("reference"))["last"]
    return (last or 1000) + 1


def care_card_copies(worker: Worker, case: Case) -> QuerySet[CareCardCopy]:
    """Sealed copies this worker may open, newest first; withheld ones are simply not there."""
    return (
        CareCardCopy.objects.filter(worker=worker, card__case=case)
        .exclude(card__withheld__worker=worker)
        .select_related("card")
        .order_by("-card__raised_on", "card_id")
    )


def was_allocated(worker: Worker, case: Case, day: date) -> bool:
    """Whether the worker had any duty on the case on that day (for reviews and audit)."""
    rows = case.allocations.filter(worker=worker, from_day__lte=day)
    return rows.exclude(until_day__lt=day).exists()


def joint_event_of(case: Case) -> datetime | None:
    """When the next joint event of the case was arranged for, as it is now; None where none is."""
    return Case.objects.filter(pk=case.pk).values_list("joint_event_at", flat=True).first()


def latest_stop(case: Case) -> Stop | None:
    """The last time joint work on this case was stopped, whether or not a line shows."""
    return case.stops.order_by("-at", "-id").first()


def latest_stop_to_tell(case: Case) -> Stop | None:
    """The last stop whose line shows, now or later: the one whose hour is set."""
    return case.stops.filter(line_from__isnull=False).order_by("-at", "-id").first()


def stops_to_tell_after(case: Case, now: datetime) -> QuerySet[Stop]:
    """The stops with a line, shown or still to show, whose hour lies ahead."""
    return case.stops.filter(line_from__isnull=False, say_nothing_before__gt=now)


def latest_line(case: Case, *, since: datetime, now: datetime) -> Stop | None:
    """The newest stop after a moment whose line shows by now."""
    return case.stops.filter(at__gte=since, line_from__lte=now).order_by("-at", "-id").first()
