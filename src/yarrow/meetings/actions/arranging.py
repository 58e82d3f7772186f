"""Arranging a plan, and setting it aside."""

from datetime import datetime

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.gate.ask import NotYet
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings import access
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan, SignOff
from yarrow.meetings.queries import is_joint, sitting_of
from yarrow.meetings.terms import PlanState, StepKind
from yarrow.staff.models import Worker

from .aftercare import tell_it_is_over

NOT_INSIDE_EVERY_ROOM = N_(
    "You are not inside every room concerned. The case supervisor decides who is let in."
)


@transaction.atomic
def arrange_plan(*, plan: Plan, planned_for: datetime, by: Worker, clock: Clock) -> Plan | Refused:
    """Set the day, when nothing recorded stands in the way now; asked in this same transaction.

    Raises NotThere for anyone but the lead.
    """
    if not access.may_lead(by, plan.case):
        raise NotThere
    if not access.is_inside_every_room(by, plan):
        return refused("ROOM", NOT_INSIDE_EVERY_ROOM)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if sitting_of(locked) is not None:
        return refused("PLAN", N_("The day of this plan is over. Propose a new plan."))
    if planned_for <= clock.now():
        return refused("PLAN", N_("This hour has passed already."), field="planned_for")
    joint = locked.steps.filter(kind=StepKind.JOINT_STEP).first()
    if joint is not None and joint.on != planned_for.astimezone(LOCAL).date():
        return refused("PLAN", N_("The written series names another day for the joint step."), field="on")
    said = gate_answer(locked, clock.today())
    if isinstance(said, NotYet):
        return Refused(tuple(Reason(reason.code, reason.text) for reason in said.reasons))
    locked.state, locked.arranged_at, locked.planned_for = PlanState.ARRANGED, clock.now(), planned_for
    locked.save(update_fields=["state", "arranged_at", "planned_for"])
    _note_next_event(locked.case, clock)
    audit.append(chain=plan.case_id, event=Event.PLAN_ARRANGED, actor=by.pk, subject=plan.pk, clock=clock)
    return locked


@transaction.atomic
def set_plan_aside(*, plan: Plan, by: Worker, clock: Clock) -> None:
    """End a plan without a reason. Support goes on (domain.md E12)."""
    if not access.may_lead(by, plan.case):
        raise NotThere
    aside_unchecked(plan=plan, by=by, clock=clock)


def aside_unchecked(*, plan: Plan, by: Worker, clock: Clock) -> None:
    """The same, where the caller has settled who may: what was signed is void, what was arranged is told."""
    SignOff.objects.filter(plan=plan).delete()
    tell_it_is_over(plan=plan, clock=clock)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SET_ASIDE)
    _note_next_event(plan.case, clock)
    audit.append(chain=plan.case_id, event=Event.PLAN_STOPPED, actor=by.pk, subject=plan.pk, clock=clock)


def _note_next_event(case: Case, clock: Clock) -> None:
    """Tell the case when its next joint event is: the line of a confided stop waits for its confirmation."""
    ahead = [
        plan.planned_for
        for plan in case.plans.filter(state=PlanState.ARRANGED, planned_for__gt=clock.now())
        if plan.planned_for is not None and is_joint(plan)
    ]
    Case.objects.filter(pk=case.pk).update(joint_event_at=min(ahead, default=None))
