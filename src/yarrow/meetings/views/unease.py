"""Unease, "I am not easy about this": one press, one confirmation, no reason asked (design.md §1)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yarrow.meetings.actions import lift_unease, raise_unease
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import ask_to_confirm, easy_again_press, not_easy_press
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
    return ask_to_confirm(request, not_easy_press(_page_of(plan)))


@working_view
def easy_again(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Only who said it takes it back; a new signature follows. Pressed twice, it is done once."""
    plan = plan_for(request.worker, plan_id)
    if not plan.uneases.filter(worker=request.worker, lifted_at__isnull=True).exists():
        return redirect("meetings:plan", plan.pk)
    if request.method == "POST":
        lift_unease(plan=plan, by=request.worker, clock=request.clock)
        return redirect("meetings:plan", plan.pk)
    return ask_to_confirm(request, easy_again_press(_page_of(plan)))


def _page_of(plan: Plan) -> str:
    return reverse("meetings:plan", args=[plan.pk])
