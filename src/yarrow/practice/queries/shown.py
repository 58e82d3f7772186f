"""What pages show of practice: one worker's lines, who is due, and what waits for a second person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yarrow.cases.counted import that_count
from yarrow.cases.models import Allocation
from yarrow.cases.queries import cases_allocated_to
from yarrow.cases.terms import Duty
from yarrow.kernel.errors import NotThere
from yarrow.practice.models import Attestation
from yarrow.practice.rules import REMIND_BEFORE
from yarrow.practice.terms import BOTH_WERE_THERE, State, Subject
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.terms import BOOKED

from .counted import believed, newest_counted


@dataclass(frozen=True, slots=True)
class Line:
    """One record, and where it stands today."""

    row: Attestation
    state: State


@dataclass(frozen=True, slots=True)
class Due:
    """A colleague, with where their domestic abuse training and their supervision stand."""

    worker: Worker
    trained: State
    trained_until: date | None
    supervised: State
    supervised_until: date | None
    waiting: int

    @property
    def is_due(self) -> bool:
        """Whether something is missing or has run out."""
        return self.trained is not State.IN_DATE or self.supervised is not State.IN_DATE


def attestation(attestation_id: UUID) -> Attestation:
    """One record that nobody has taken back. Raises ``NotThere``."""
    rows = Attestation.objects.select_related("worker", "by", "second", "given_by")
    found = rows.filter(pk=attestation_id, withdrawn_at=None).first()
    if found is None:
        raise NotThere
    return found


def lines_of(worker: Worker, today: date) -> list[Line]:
    """Everything recorded of one worker, the newest first."""
    rows = list(
        Attestation.objects.filter(worker=worker)
        .select_related("by", "second", "given_by", "withdrawn_by")
        .order_by("-at", "-id")
    )
    whole = {row.pk for row in believed(rows)}
    return [Line(row, state_of(row, today, is_believed=row.pk in whole)) for row in rows]


def state_of(row: Attestation, today: date, *, is_believed: bool) -> State:
    """Where a record stands on a day."""
    if row.withdrawn_at is not None:
        return State.WITHDRAWN
    if row.second_id is None:
        return State.WAITING
    if not is_believed:
        return State.NOT_KNOWN
    return State.IN_DATE if row.on <= today <= row.until else State.RAN_OUT


def waiting_for_second(worker: Worker) -> QuerySet[Attestation]:
    """Records of colleagues that wait for a second person who is not this worker; one query.

    Supervision also waits for the one who was supervised, unless a colleague who did not record it is said
    to have given it: then it waits for them alone. Whether this worker may be the second is
    asked when they press: two colleagues of whom one brought in the other do not count as two.
    """
    rows = Attestation.objects.filter(second=None, withdrawn_at=None, worker__is_active=True)
    others = rows.exclude(by=worker).filter(~Q(worker=worker) | Q(subject__in=BOTH_WERE_THERE))
    others = others.filter(Q(given_by=None) | Q(given_by=F("by")) | Q(given_by=worker))
    return others.select_related("worker", "by").order_by("at", "id")


def running_out(worker: Worker, today: date) -> list[Attestation]:
    """One's own newest records that run out within thirty days, or have run out; one query.

    Only a reminder: whether a record counts is not asked here.
    """
    rows = Attestation.objects.filter(worker=worker, second__isnull=False, withdrawn_at=None)
    newest = {row.subject: row for row in rows.order_by("second_at", "id")}
    soon = [row for row in newest.values() if row.until <= today + REMIND_BEFORE]
    return sorted(soon, key=lambda row: (row.until, row.subject))


def led_colleagues(worker: Worker) -> set[UUID]:
    """Everybody who works on a case that this worker leads."""
    mine = Allocation.objects.filter(worker=worker, until_day=None, case__in=cases_allocated_to(worker))
    led = {row.case_id for row in that_count(mine) if row.duty == Duty.LEAD}
    if not led:
        return set()
    team = that_count(Allocation.objects.filter(case__in=led, until_day=None))
    return {row.worker_id for row in team} - {worker.pk}


def colleagues_due(today: date, *, only: Collection[UUID] | None = None) -> list[Due]:
    """Every colleague, or ``only`` these, with what is in date; whoever lacks something comes first.

    Interpreters and volunteers are no colleagues: what is asked of them is on their own pages.
    """
    everybody = active_workers().exclude(post__in=BOOKED)
    workers = list(everybody if only is None else everybody.filter(pk__in=only))
    counted = newest_counted([worker.pk for worker in workers], today)
    pending = _pending(workers)
    lines = [_due(worker, counted, pending, today) for worker in workers]
    return sorted(lines, key=lambda due: (not due.is_due, due.worker.name))


def _pending(workers: Sequence[Worker]) -> dict[UUID, list[str]]:
    rows = Attestation.objects.filter(second=None, withdrawn_at=None, worker__in=workers)
    waiting: dict[UUID, list[str]] = {}
    for worker, subject in rows.values_list("worker", "subject"):
        waiting.setdefault(worker, []).append(subject)
    return waiting


def _due(
    worker: Worker,
    counted: dict[tuple[UUID, Subject], Attestation],
    pending: dict[UUID, list[str]],
    today: date,
) -> Due:
    waiting = pending.get(worker.pk, [])

    def where(subject: Subject) -> State:
        row = counted.get((worker.pk, subject))
        if row is not None:
            return state_of(row, today, is_believed=True)
        return State.WAITING if subject in waiting else State.NEVER

    trained = counted.get((worker.pk, Subject.DVA_COMPETENT))
    seen = counted.get((worker.pk, Subject.SUPERVISION))
    return Due(
        worker=worker,
        trained=where(Subject.DVA_COMPETENT),
        trained_until=trained.until if trained else None,
        supervised=where(Subject.SUPERVISION),
        supervised_until=seen.until if seen else None,
        waiting=len(waiting),
    )
