"""Proposing a plan, its written series, and vetting what is carried."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.rules import is_over
from yarrow.gate.forms import CARRIED, Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings import access
from yarrow.meetings.models import Plan, PlanRoom, PlanStep, Vetting
from yarrow.meetings.rules import after_care_days
from yarrow.meetings.terms import StepKind
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker


@transaction.atomic
def propose_plan(
    *, case: Case, form: Form, topics: Iterable[Topic], rooms: Sequence[Room], by: Worker, clock: Clock
) -> Plan | Refused:
    """Name a form of contact, its topics, and the rooms of everyone who takes part or is affected."""
    if not access.may_lead(by, case):
        raise NotThere
    if is_over(case.stage):
        return refused("PLAN", N_("The process has ended. The case supervisor can begin it anew."))
    chosen = sorted(set(topics))
    people = {room.pk: room for room in rooms}
    if not chosen:
        return refused("PLAN", N_("Choose at least one topic."), field="topics")
    if not people or any(room.case_id != case.pk or room.kind != RoomKind.PERSON for room in people.values()):
        return refused("PLAN", N_("Choose whose rooms are asked."), field="rooms")
    plan = Plan.objects.create(
        case=case,
        number=case.plans.count() + 1,
        form=form.value,
        topics=",".join(chosen),
        proposed_by=by,
        proposed_on=clock.today(),
    )
    PlanRoom.objects.bulk_create(PlanRoom(plan=plan, room=room) for room in people.values())
    audit.append(chain=case.pk, event=Event.PLAN_PROPOSED, actor=by.pk, subject=plan.pk, clock=clock)
    return plan


@transaction.atomic
def plan_series(
    *, plan: Plan, preparation_on: date, joint_on: date, by: Worker, clock: Clock
) -> Refused | None:
    """Write the series that E26 and E35 ask for: preparation, the joint step, after-care."""
    if not access.may_lead(by, plan.case):
        raise NotThere
    if preparation_on >= joint_on:
        return refused("E26", N_("Preparation comes before the joint step."), field="preparation_on")
    days = {StepKind.PREPARATION.value: preparation_on, StepKind.JOINT_STEP.value: joint_on}
    for kind, day in (days | after_care_days(joint_on, policy_on(joint_on))).items():
        PlanStep.objects.update_or_create(plan=plan, kind=kind, defaults={"on": day})
    audit.append(
        chain=plan.case_id, event=Event.AFTER_CARE_PLANNED, actor=by.pk, subject=plan.pk, clock=clock
    )
    return None


@transaction.atomic
def vet_message(
    *, plan: Plan, message: UUID, by: Worker, clock: Clock, copy: UUID | None = None
) -> Vetting | Refused:
    """Say that one has read the message for coded threat, blame, place and child detail (E27).

    Only who holds the room in which the message lies can have read it; or, on the other side, the room in
    which its ``copy`` lies: that it is one, ``carrying`` has looked.
    """
    in_case = Entry.objects.select_related("room").filter(room__case=plan.case)
    entry, read = in_case.filter(pk=message).first(), in_case.filter(pk=copy or message).first()
    if entry is None or read is None or not holds(by, read.room):
        raise NotThere
    if plan.form not in CARRIED:
        return refused("E27", N_("Nothing is carried in this plan."))
    vetting, fresh = Vetting.objects.get_or_create(
        plan=plan, message=message, worker=by, defaults={"at": clock.now()}
    )
    if fresh:
        audit.append(
            chain=plan.case_id, event=Event.MESSAGE_VETTED, actor=by.pk, subject=plan.pk, clock=clock
        )
    return vetting
