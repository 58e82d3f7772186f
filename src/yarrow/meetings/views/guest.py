"""The pages of a guest of a partner service who is asked to sign: briefs, and nothing of the case.

Whoever is no guest finds none of them; a guest finds only plans of which a brief was sealed to them
(decision 0028).
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.conflicts import questions_for
from yarrow.cases.guests import is_guest
from yarrow.design.pages import render
from yarrow.gate.standing import RULES_VERSION
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.actions import lift_unease, raise_unease, sign_plan
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import (
    Press,
    PressForm,
    ask_to_confirm,
    easy_again_press,
    not_easy_press,
)
from yarrow.meetings.queries import plan_asked_of, plans_asked_of
from yarrow.meetings.shown.faces import series_shown
from yarrow.meetings.shown.guest import asked_shown, guest_briefs, mark_of_plan, seen_mark
from yarrow.rooms.actions import forget_draft, step_back
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import pressable_while_locked, signed_in_view
from yarrow.staff.requests import WorkerRequest

_CHANGED = refused(
    "SEEN", N_("The plan or its briefs have changed since this page was shown. Look at it again.")
)


@require_GET
@signed_in_view
def asked_page(request: WorkerRequest) -> HttpResponse:
    """What a guest is asked: whether they know somebody, and which plans wait for their word."""
    if not is_guest(request.worker):
        raise NotThere
    context = {
        "questions": questions_for(request.worker),
        "plans": asked_shown(plans_asked_of(request.worker), request.worker, request.clock.now()),
    }
    return render(request, "meetings/guest/asked.html", context)


@working_view
def asked_plan(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """One plan with its briefs, and the press that signs what this page shows."""
    plan, guest, today = plan_asked_of(request.worker, plan_id), request.worker, request.clock.today()
    if request.method == "POST":
        return _signed(request, plan)
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=guest, path=request.path)
    context = {
        "plan": asked_shown([plan], guest, request.clock.now())[0],
        "briefs": guest_briefs(plan, guest, request.keyring, today),
        "steps": series_shown(plan),
        "mark": mark_of_plan(plan, today),
        "rules_version": RULES_VERSION,
        "seen": seen_mark(plan, guest, today),
        "form": form,
    }
    return render(request, "meetings/guest/plan.html", context)


def _signed(request: WorkerRequest, plan: Plan) -> HttpResponse:
    if request.POST.get("seen") != seen_mark(plan, request.worker, request.clock.today()):
        return offer_again(request, PressForm(request.POST), _CHANGED)
    said = sign_plan(plan=plan, by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, PressForm(request.POST), said)
    return saved(request, "meetings:asked_plan", plan.pk)


def asked_not_easy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Not yet. It closes at once, and the press waits for no passphrase."""
    return _said(request, plan_id) if request.method == "POST" else _ask(request, plan_id)


@pressable_while_locked
def _said(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    plan = plan_asked_of(request.worker, plan_id)
    raise_unease(plan=plan, by=request.worker, clock=request.clock)
    return redirect("meetings:asked_plan", plan.pk)


@working_view
def _ask(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    plan = plan_asked_of(request.worker, plan_id)
    return ask_to_confirm(request, not_easy_press(_page_of(plan)))


@working_view
def asked_easy(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Taken back by who said it; signing is a press of its own. Pressed twice, it is done once."""
    plan = plan_asked_of(request.worker, plan_id)
    if not plan.uneases.filter(worker=request.worker, lifted_at__isnull=True).exists():
        return redirect("meetings:asked_plan", plan.pk)
    if request.method == "POST":
        lift_unease(plan=plan, by=request.worker, clock=request.clock)
        return redirect("meetings:asked")
    return ask_to_confirm(request, easy_again_press(_page_of(plan)))


@working_view
def asked_know(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """I find that I know somebody: one press and a confirmation, no reason owed, and it is gone for them."""
    plan = plan_asked_of(request.worker, plan_id)
    if request.method == "POST":
        step_back(case=plan.case, by=request.worker, keyring=request.keyring, clock=request.clock)
        messages.success(request, gettext("Thank you. You will hear nothing more of this."))
        return redirect("meetings:asked")
    press = Press(
        heading=gettext("Do you know somebody in this, or somebody close to them?"),
        lines=[
            gettext("Then you leave it now. From this moment it is not there for you."),
            gettext("Your signature on it counts no more, and somebody else is asked."),
        ],
        button=gettext("I know somebody: ask me no more about this"),
        back=_page_of(plan),
        kind="warning",
    )
    return ask_to_confirm(request, press)


def _page_of(plan: Plan) -> str:
    return reverse("meetings:asked_plan", args=[plan.pk])
