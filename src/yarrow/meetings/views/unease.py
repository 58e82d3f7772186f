"""Unease, "I am not easy about this": one press, one confirmation, no reason asked (design.md §1)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.meetings.actions import lift_unease, raise_unease
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.meetings.queries import plan_for
from yarrow.rooms.pages import working_view
from yarrow.staff.access import pressable_while_locked
from yarrow.staff.requests import WorkerRequest


def not_easy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Any worker of the case; it closes at once, and the press waits for no passphrase."""
    return _said(request, plan_id) if request.method == "POST" else _ask(request, plan_id)


@pressable_while_locked
def _said(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request.worker, plan_id)
    raise_unease(plan=plan, by=request.worker, clock=request.clock)
    return redirect("meetings:plan", plan.pk)


@working_view
def _ask(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request.worker, plan_id)
    press = Press(
        heading=gettext("I am not easy about this"),
        lines=[
            gettext("Nothing goes ahead on this plan until you say that you are easy again."),
            gettext("Nobody may ask you why. You owe no reason."),
        ],
        button=gettext("I am not easy about this"),
        back=_page_of(plan),
        kind="warning",
    )
    return ask_to_confirm(request, press)


@working_view
def easy_again(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Only who said it takes it back; a new signature follows. Pressed twice, it is done once."""
    plan = plan_for(request.worker, plan_id)
    if not plan.uneases.filter(worker=request.worker, lifted_at__isnull=True).exists():
        return redirect("meetings:plan", plan.pk)
    if request.method == "POST":
        lift_unease(plan=plan, by=request.worker, clock=request.clock)
        return redirect("meetings:plan", plan.pk)
    press = Press(
        heading=gettext("Are you easy about this again?"),
        lines=[gettext("The plan must be signed again before anything goes ahead.")],
        button=gettext("I am easy about this again"),
        back=_page_of(plan),
    )
    return ask_to_confirm(request, press)


def _page_of(plan: Plan) -> str:
    return reverse("meetings:plan", args=[plan.pk])
