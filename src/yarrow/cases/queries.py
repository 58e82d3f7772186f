"""Every read of a case, scoped by the worker who asks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.kernel.look import asked_once
from yarrow.staff.models import Worker
from yarrow.staff.terms import OUTSIDE, Post

from .counted import that_count, that_count_and_are_clear
from .deciding import barred_by_record
from .models import Allocation, CareCardCopy, Case, Stop
from .nearness import reachable
from .terms import Duty, Stage


def current_allocations(case: Case) -> QuerySet[Allocation]:
    """The rows that say who works on a case now, the first first, whether or not they count.

    For ending duties, which needs no mark. Who may do something is asked of ``allocations_that_count``.
    """
    return case.allocations.filter(until_day__isnull=True).select_related("worker").order_by("from_day", "id")


def allocations_that_count(case: Case) -> list[Allocation]:
    """Who works on a case now, the first first; a row without this service's mark is not there."""
    return that_count(current_allocations(case))


def cases_allocated_to(worker: Worker) -> QuerySet[Case]:
    """The open work of one worker; a former one has none.

    Nor is a case there for who is barred from it, has not answered whether they know somebody, or
    is not on its list.
    """
    mine = [case for case, _duty in _duties(worker)]
    return Case.objects.filter(pk__in=mine).order_by("reference")


def _own_duties(worker: Worker) -> QuerySet[Allocation]:
    # Hazard: who is no colleague and had a duty here would be shown the case by every page that asks for one.
    if not worker.is_active or worker.post in OUTSIDE:
        return Allocation.objects.none()
    # Whether they answered that they know nobody is asked with the marks, of the rows that this finds.
    return Allocation.objects.filter(reachable(worker, case="case"), worker=worker, until_day__isnull=True)


def cases_with_duty(worker: Worker, *duties: Duty) -> list[UUID]:
    """The cases on which this worker has one of these duties now."""
    return [case for case, duty in _duties(worker) if duty in duties]


def _duties(worker: Worker) -> tuple[tuple[UUID, Duty], ...]:
    """Every case and duty of this worker that counts."""
    return asked_once(
        ("duties", worker.pk, worker.is_active),
        lambda: tuple(_read(that_count_and_are_clear(_own_duties(worker)))),
    )


def _read(rows: Iterable[Allocation]) -> Iterator[tuple[UUID, Duty]]:
    return ((row.case_id, Duty(row.duty)) for row in rows)


def case_for(worker: Worker, case_id: UUID) -> Case:
    """One case of this worker's; raises NotThere for anything else."""
    rows = that_count_and_are_clear(_own_duties(worker).filter(case=case_id).select_related("case"))
    if not rows:
        raise NotThere
    return rows[0].case


def duties_of(worker: Worker, case: Case) -> frozenset[Duty]:
    """What this worker does on this case today; empty when nothing."""
    return asked_once(("duties", worker.pk, worker.is_active, case.pk), lambda: _duties_on(worker, case))


def _duties_on(worker: Worker, case: Case) -> frozenset[Duty]:
    rows = that_count_and_are_clear(_own_duties(worker).filter(case=case))
    return frozenset(duty for _case, duty in _read(rows))


def is_excluded(worker: Worker, case: Case) -> bool:
    """Whether a conflict of interest keeps this worker from this case."""
    return case.exclusions.filter(worker=worker).exists() or worker.pk in barred_by_record(case.pk)


def workers_on(case: Case, *duties: Duty) -> Sequence[Worker]:
    """Everyone on the case, or those with one of ``duties``; each worker once.

    A guest who signs is on no case (``guests``): found only where that duty is asked for.

    Somebody who has left the service is not among them, also where their duty was never ended:
    nothing can be sealed to them, and a warning to the others must not fail for that.
    """
    rows = [row for row in allocations_that_count(case) if row.worker.is_active]
    asked = [row for row in rows if _is_asked(row, duties)]
    return list({row.worker_id: row.worker for row in asked}.values())


def _is_asked(row: Allocation, duties: tuple[Duty, ...]) -> bool:
    if row.worker.post in OUTSIDE:
        is_for_guests = Duty(row.duty) is Duty.SIGNING_SUPERVISOR and Duty.SIGNING_SUPERVISOR in duties
        return is_for_guests and row.worker.post == Post.GUEST
    return not duties or Duty(row.duty) in duties


def undecided_cases() -> QuerySet[Case]:
    """The cases, not closed, on which the rows show no lead and no supervisor: nobody can bring anybody in.

    Whether somebody is named there is asked of the record (``deciding``): rows can be taken away.
    """
    deciding = Allocation.objects.filter(
        case=OuterRef("pk"),
        duty__in=(Duty.LEAD, Duty.SUPERVISOR),
        until_day__isnull=True,
        worker__is_active=True,
    )
    return Case.objects.exclude(Exists(deciding)).exclude(stage=Stage.CLOSED).order_by("reference")


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
