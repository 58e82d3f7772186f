"""Unease, "I am not easy about this": closing needs neither key nor signature nor reason (design.md §1)."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.models import Plan, SignOff, Unease
from yarrow.staff.models import Worker


@transaction.atomic
def raise_unease(*, plan: Plan, by: Worker, clock: Clock) -> Unease:
    """Close the gate for this plan. Any worker of the case may, and owes no reason."""
    if not access.may_speak_up(by, plan.case):
        raise NotThere
    unease, fresh = Unease.objects.get_or_create(
        plan=plan, worker=by, lifted_at=None, defaults={"raised_at": clock.now()}
    )
    if fresh:
        SignOff.objects.filter(plan=plan).delete()
        audit.append(chain=plan.case_id, event=Event.UNEASE_RAISED, actor=by.pk, subject=plan.pk, clock=clock)
    return unease


@transaction.atomic
def lift_unease(*, plan: Plan, by: Worker, clock: Clock) -> None:
    """Only who raised it lifts it; a new signature is needed afterwards (design.md §4, "Small things")."""
    mine = Unease.objects.filter(plan=plan, worker=by, lifted_at__isnull=True)
    if not access.may_speak_up(by, plan.case) or not mine.exists():
        raise NotThere
    mine.update(lifted_at=clock.now())
    audit.append(chain=plan.case_id, event=Event.UNEASE_LIFTED, actor=by.pk, subject=plan.pk, clock=clock)
