"""What is pressed on the day. Beginning asks everything; stopping asks nothing (domain.md E24)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.actions import (
    begin_meeting,
    end_meeting,
    go_on,
    left_safely,
    stop_meeting,
    take_break,
)
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import Press, PressForm, ask_to_confirm
from yarrow.meetings.queries import sitting_of
from yarrow.meetings.terms import MomentKind
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import pressable_while_locked
from yarrow.staff.requests import WorkerRequest

from .day import joint_plan_for

_LEFT = {MomentKind.FIRST_AWAY.value, MomentKind.ALL_AWAY.value}


def _led_plan(request: WorkerRequest, plan_id: UUID) -> Plan:
    plan = joint_plan_for(request.worker, plan_id)
    if not access.may_lead(request.worker, plan.case):
        raise NotThere
    return plan


@csrf_exempt  # a press from an old tab must stop too; no other site can send it, and it only closes
@pressable_while_locked
def stop_now(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """One press, by any worker of the case: no question, no reason, no passphrase."""
    plan = joint_plan_for(request.worker, plan_id)
    if request.method == "POST":
        stop_meeting(plan=plan, by=request.worker, clock=request.clock)
        messages.warning(request, gettext("Stopped. Nothing goes on now."))
    return redirect("meetings:day", plan.pk)


@working_view
def begin(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """The ground rules to read aloud, and one press; what stands in the way is said once."""
    plan = _led_plan(request, plan_id)
    if request.method == "POST":
        return _begun(request, plan)
    if sitting_of(plan) is not None:
        return redirect("meetings:day", plan.pk)
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=request.worker, path=request.path)
    return render(request, "meetings/day/begin.html", {"plan_id": plan.pk, "form": form})


def _begun(request: WorkerRequest, plan: Plan) -> HttpResponse:
    said = begin_meeting(plan=plan, by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, PressForm(request.POST), said)
    return saved(request, "meetings:day", plan.pk)


@working_view
def pause(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """A break, for anybody, asked for by anybody."""
    plan = joint_plan_for(request.worker, plan_id)
    sitting = sitting_of(plan)
    if request.method == "POST" and sitting is not None:
        take_break(sitting=sitting, by=request.worker, clock=request.clock)
    return redirect("meetings:day", plan.pk)


@working_view
def on_again(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """After a break the lead goes on, when nothing has stopped it meanwhile."""
    plan = _led_plan(request, plan_id)
    sitting = sitting_of(plan)
    if request.method == "POST" and sitting is not None:
        said = go_on(sitting=sitting, by=request.worker, clock=request.clock)
        if isinstance(said, Refused):
            messages.warning(request, gettext(said.reasons[0].text))
    return redirect("meetings:day", plan.pk)


@working_view
def end(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """End it as it was meant to end."""
    plan = _led_plan(request, plan_id)
    sitting = sitting_of(plan)
    if sitting is None or sitting.ended_at is not None:
        return redirect("meetings:day", plan.pk)
    if request.method == "POST":
        end_meeting(sitting=sitting, by=request.worker, clock=request.clock)
        return redirect("meetings:day", plan.pk)
    press = Press(
        heading=gettext("End the meeting?"),
        lines=[
            gettext("Say to everybody what happens next and when they are asked how it is."),
            gettext("Then everybody leaves as it was agreed, the person harmed first."),
        ],
        button=gettext("End the meeting"),
        back=reverse("meetings:day", args=[plan.pk]),
    )
    return ask_to_confirm(request, press)


@working_view
def left(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Somebody saw that the first has left, or that everybody has."""
    plan = joint_plan_for(request.worker, plan_id)
    sitting, kind = sitting_of(plan), request.POST.get("left", "")
    if request.method == "POST" and sitting is not None and kind in _LEFT:
        left_safely(sitting=sitting, kind=MomentKind(kind), by=request.worker, clock=request.clock)
    return redirect("meetings:day", plan.pk)
