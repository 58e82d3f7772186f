"""Going out alone and coming back. Nothing here ever keeps anybody from going or from being found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.lone_working import (
    LONGEST_VISIT,
    VisitWords,
    copy_context,
    late_visit,
    may_be_told_where,
    visit_of,
)
from yarrow.cases.models import Case, LoneVisit, LoneVisitCopy
from yarrow.cases.queries import duties_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public


@transaction.atomic
def leave_for_visit(
    *, back_by: datetime, words: VisitWords, case: Case | None, by: Worker, clock: Clock
) -> LoneVisit | Refused:
    """Say that one is out alone, and until when. Who is out already is one visit, not two.

    Where to is sealed to every worker on call who may know it; there may be nobody, and one goes
    all the same. Raises NotThere for a case that is not the worker's own.
    """
    if case is not None and not duties_of(by, case):
        raise NotThere
    if (problem := _problem_with(back_by, clock)) is not None:
        return problem
    Worker.objects.select_for_update().get(pk=by.pk)  # two presses at once are one visit
    if (out := visit_of(by)) is not None:
        return _somewhere_else(out, back_by=back_by, words=words, case=case, by=by, clock=clock)
    visit = LoneVisit.objects.create(worker=by, case=case, left_at=clock.now(), back_by=back_by)
    _seal_to_who_is_on_call(visit=visit, words=words)
    _note(visit=visit, event=Event.LEFT_FOR_VISIT, by=by, clock=clock)
    return visit


@dataclass(frozen=True, slots=True)
class SealedBefore:
    """One copy of where a planned visit leads, sealed when it was planned, to ``worker`` alone."""

    id: UUID
    worker: UUID
    blob: bytes


@transaction.atomic
def leave_as_planned(
    *,
    visit_id: UUID,
    back_by: datetime,
    case: Case | None,
    copies: Sequence[SealedBefore],
    by: Worker,
    clock: Clock,
) -> LoneVisit | Refused:
    """Leave for what was planned and sealed before; it takes no key. Who is out already stays so."""
    if (problem := _problem_with(back_by, clock)) is not None:
        return problem
    Worker.objects.select_for_update().get(pk=by.pk)
    if visit_of(by) is not None:
        return refused("VISIT", N_("You are out already. Say first that you are back."))
    visit = LoneVisit.objects.create(id=visit_id, worker=by, case=case, left_at=clock.now(), back_by=back_by)
    for copy in copies:
        LoneVisitCopy.objects.create(id=copy.id, visit=visit, worker_id=copy.worker, blob=copy.blob)
    _note(visit=visit, event=Event.LEFT_FOR_VISIT, by=by, clock=clock)
    return visit


def _somewhere_else(
    visit: LoneVisit, *, back_by: datetime, words: VisitWords, case: Case | None, by: Worker, clock: Clock
) -> LoneVisit:
    """Who is out already and writes anew is looked for where they said last.

    Hazard: the case decides who may be told where, so it goes with the words.
    """
    visit.copies.all().delete()
    visit.back_by, visit.case = back_by, case
    visit.save(update_fields=["back_by", "case"])
    _seal_to_who_is_on_call(visit=visit, words=words)
    _note(visit=visit, event=Event.LEFT_FOR_VISIT, by=by, clock=clock)
    return visit


def _problem_with(back_by: datetime, clock: Clock) -> Refused | None:
    if not clock.now() < back_by <= clock.now() + LONGEST_VISIT:
        return refused(
            "VISIT", N_("Say when you will be back, within the next twelve hours."), field="back_in"
        )
    return None


def _seal_to_who_is_on_call(*, visit: LoneVisit, words: VisitWords) -> None:
    for worker in may_be_told_where(visit.case, visit.worker):
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            # The others must be told, even when one key cannot be believed.
            continue
        copy = LoneVisitCopy(id=new_id(), visit=visit, worker=worker)
        copy.blob = wrap_to(public, words.to_bytes(), copy_context(copy), pad_to=1024)
        copy.save(force_insert=True)


@transaction.atomic
def extend_visit(*, back_by: datetime, by: Worker, clock: Clock) -> LoneVisit | Refused:
    """Say that it takes longer; raises NotThere for who is not out."""
    visit = visit_of(by)
    if visit is None:
        raise NotThere
    if (problem := _problem_with(back_by, clock)) is not None:
        return problem
    LoneVisit.objects.filter(pk=visit.pk, back_at__isnull=True).update(back_by=back_by)
    _note(visit=visit, event=Event.VISIT_EXTENDED, by=by, clock=clock)
    visit.back_by = back_by
    return visit


@transaction.atomic
def say_back(*, by: Worker, clock: Clock) -> None:
    """One press: I am back. Who is not out has said so before."""
    visit = visit_of(by)
    if visit is not None:
        _end(visit=visit, event=Event.BACK_FROM_VISIT, by=by, clock=clock)


@transaction.atomic
def say_found(*, visit: LoneVisit, by: Worker, clock: Clock) -> None:
    """A worker on call has spoken with who was late; raises NotThere for anybody else."""
    _end(visit=late_visit(by, visit.pk, clock.now()), event=Event.FOUND_AFTER_VISIT, by=by, clock=clock)


@transaction.atomic
def call_for_help(*, by: Worker, clock: Clock) -> LoneVisit:
    """Late from this moment on, out or not: whoever is on call looks for them."""
    Worker.objects.select_for_update().get(pk=by.pk)
    now, visit = clock.now(), visit_of(by)
    if visit is None:
        visit = LoneVisit.objects.create(worker=by, case=None, left_at=now, back_by=now)
    elif visit.back_by > now:
        visit.back_by = now
        visit.save(update_fields=["back_by"])
    _note(visit=visit, event=Event.VISIT_ALARM, by=by, clock=clock)
    return visit


@transaction.atomic
def seem_back(*, by: Worker, clock: Clock) -> None:
    """The worker's own pages say that they are back; what they left stays for who looks for them.

    Hazard: somebody may stand beside them and look. The record says what the page says.
    """
    visit = visit_of(by)
    if visit is not None:
        LoneVisit.objects.filter(pk=visit.pk, back_at__isnull=True).update(back_at=clock.now())
        _note(visit=visit, event=Event.BACK_FROM_VISIT, by=by, clock=clock)


@transaction.atomic
def found_safe(*, visit: LoneVisit, by: Worker, clock: Clock) -> None:
    """They were reached. Who may say so, and how, is asked before (``visits.actions``)."""
    _end(visit=visit, event=Event.FOUND_AFTER_VISIT, by=by, clock=clock)


def _end(*, visit: LoneVisit, event: Event, by: Worker, clock: Clock) -> None:
    """Where they were, and for whom, is nobody's business any more: the copies and the case go."""
    LoneVisit.objects.filter(pk=visit.pk, back_at__isnull=True).update(back_at=clock.now())
    LoneVisit.objects.filter(pk=visit.pk).update(case=None)
    LoneVisitCopy.objects.filter(visit=visit).delete()
    _note(visit=visit, event=event, by=by, clock=clock)


def _note(*, visit: LoneVisit, event: Event, by: Worker, clock: Clock) -> None:
    """In the chain of the service: the chain of a case would tell which case it was about."""
    audit.append(chain=the_service().pk, event=event, actor=by.pk, subject=visit.pk, clock=clock)
