"""Who is out alone, who is late, and what they left for the colleagues on call.

The fact of being late is plain, so that the alarm needs no key. Where somebody went is not: it may be
an address that another person of the case must not learn.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.sealing.context import Context
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, the_service
from yarrow.staff.terms import Post

from .counted import on_record, that_count
from .models import Allocation, Case, ConflictQuestion, LoneVisit, LoneVisitCopy
from .nearness import kept_from, reachable, unanswered
from .terms import Asked, Duty

LONGEST_VISIT = timedelta(hours=12)
"""Our own choice: who means to be out longer says so again."""

_ON_CALL = (Post.SUPERVISOR, Post.DUTY)


@dataclass(frozen=True, slots=True)
class VisitWords:
    """What somebody leaves behind before they go: for their own safety, and nothing else."""

    where: str
    whom_to_ring: str
    what_to_do: str = ""
    travel: str = ""
    """How they travel and which telephone they carry, where it was planned beforehand."""

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError or TypeError on anything this version did not write."""
        return cls(**json.loads(raw))


def copy_context(copy: LoneVisitCopy, *, deployment: UUID | None = None) -> Context:
    """Where a copy belongs: moved to another visit or row it does not open."""
    return Context(
        deployment=deployment or the_service().pk,
        table="lone_visit_copy",
        column="blob",
        row=copy.pk,
        room=copy.visit_id,
    )


def words_on(copy: LoneVisitCopy, keyring: Keyring, *, deployment: UUID | None = None) -> VisitWords:
    """Open one copy; raises CannotOpen when it was not sealed to this worker."""
    place = copy_context(copy, deployment=deployment)
    return VisitWords.from_bytes(unwrap_with(keyring.sealing_private, bytes(copy.blob), place))


def is_on_call(worker: Worker) -> bool:
    """Whether this worker is told when a colleague is late: supervisors and duty workers."""
    return worker.is_active and worker.post in _ON_CALL


def may_be_told_where(case: Case | None, visitor: Worker) -> QuerySet[Worker]:
    """The workers on call to whom it is sealed where somebody goes.

    Hazard: a visit leads to one person's door, and names only the case. Who is barred from it, has not
    said that they know nobody there, or has ever worked on it and does not supervise it, may be on the
    other side: they never learn where that is, also when they are on call.
    """
    on_call = active_workers().filter(post__in=_ON_CALL).exclude(pk=visitor.pk)
    return on_call.exclude(_kept_from(case)).exclude(pk__in=_kept_by_record(case)) if case else on_call


def _kept_by_record(case: Case) -> set[UUID]:
    """Of the same bars those that the record knows, whatever rows were taken away or put in since."""
    everybody = set(active_workers().filter(post__in=_ON_CALL).values_list("pk", flat=True))
    record = on_record([case.pk], everybody)
    duties = that_count(Allocation.objects.filter(case=case, until_day__isnull=True))
    supervising = {(case.pk, row.worker_id) for row in duties if row.duty == Duty.SUPERVISOR}
    return {worker for _case, worker in record.not_clear | (record.has_worked - supervising)}


def _kept_from(case: Case) -> Q:
    asked = ConflictQuestion.objects.filter(case=case, worker=OuterRef("pk")).exclude(state=Asked.CLEAR)
    works = Allocation.objects.filter(case=case, worker=OuterRef("pk"))
    return kept_from(case) | Q(Exists(asked)) | _on_a_side(works)


def _on_a_side(works: QuerySet[Allocation]) -> Q:
    supervises = works.filter(duty=Duty.SUPERVISOR, until_day__isnull=True)
    return Q(Exists(works)) & ~Q(Exists(supervises))


def visit_of(worker: Worker) -> LoneVisit | None:
    """The visit this worker is out on now, if any."""
    return LoneVisit.objects.filter(worker=worker, back_at__isnull=True).select_related("case").first()


def out_now() -> QuerySet[LoneVisit]:
    """Everybody who is out alone, whoever should have been back first."""
    out = LoneVisit.objects.filter(back_at__isnull=True).select_related("worker", "case")
    return out.order_by("back_by", "id")


def overdue(now: datetime) -> QuerySet[LoneVisit]:
    """Who should have been back, the longest overdue first."""
    return out_now().filter(back_by__lte=now)


def late_visit(worker: Worker, visit_id: UUID, now: datetime) -> LoneVisit:
    """One overdue visit, for who is on call; raises NotThere for anything else."""
    visit = overdue(now).filter(pk=visit_id).first() if is_on_call(worker) else None
    if visit is None:
        raise NotThere
    return visit


def copies_for(worker: Worker, visits: QuerySet[LoneVisit]) -> QuerySet[LoneVisitCopy]:
    """The copies of these visits sealed to this worker, but for cases that they were kept from since."""
    works = Allocation.objects.filter(case=OuterRef("visit__case"), worker=worker)
    there = reachable(worker, case="visit__case") & ~unanswered(worker, case="visit__case")
    may_know = Q(visit__case__isnull=True) | (there & ~_on_a_side(works))
    return LoneVisitCopy.objects.filter(may_know, worker=worker, visit__in=visits)
