"""Asking for other numbers and agreeing to them: each of the two first sees what they would change."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.gate.policy import numbers_of, policy_of, problems_of
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.access import may_ask, second_is_apart
from yarrow.policy.actions import propose, why_not_asked
from yarrow.policy.queries import policy_on, read, version
from yarrow.policy.terms import State, Why
from yarrow.practice.forms import PolicyForm
from yarrow.practice.shown_policy import as_typed, compared, tried_rooms
from yarrow.practice.trial import trial_of
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.rooms.queries import draft_at
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

from .policy import state_of


@working_view
def ask_page(request: WorkerRequest) -> HttpResponse:
    """The numbers that would be asked. What was typed is kept, sealed, for the page that tries it."""
    if not may_ask(request.worker):
        raise NotThere
    if request.method == "POST":
        return _typed(request, PolicyForm(request.POST))
    now = policy_on(request.clock.today())
    form = form_for(request, PolicyForm, initial=numbers_of(now))
    return render(request, "practice/policy/ask.html", {"form": form})


def _typed(request: WorkerRequest, form: PolicyForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    day = form.cleaned_data["effective_on"]
    problem = why_not_asked(changes=form.changes(), effective_on=day, clock=request.clock)
    kept = offer_again(request, form, problem)
    return kept if problem is not None else redirect("practice:policy_ask_trial")


@require_http_methods(["GET", "POST"])
@signed_in_view
def asked_trial_page(request: WorkerRequest) -> HttpResponse:
    """What the typed numbers would change today in the reader's rooms; a press asks for them."""
    if not may_ask(request.worker):
        raise NotThere
    form = _kept(request)
    if form is None:
        return redirect("practice:policy_ask")
    if request.method == "POST":
        return _asked(request, form)
    then = policy_of(1, form.changes())
    trial = trial_of(then, by=request.worker, keyring=request.keyring, clock=request.clock)
    context = {
        "day": form.cleaned_data["effective_on"],
        "rows": compared(then, policy_on(request.clock.today())),
        "numbers": as_typed(then),
        "trial": trial,
        "rooms": tried_rooms(trial),
    }
    return render(request, "practice/policy/ask_trial.html", context)


def _kept(request: WorkerRequest) -> PolicyForm | None:
    """What was typed on the page before; None where it is gone, or may not be asked for any more."""
    place = reverse("practice:policy_ask")
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=place)
    if draft is None or draft.problems:
        return None
    form = PolicyForm(PolicyForm.offered_again(draft.typed, {}).data)
    return form if form.is_valid() and not any(True for _each in problems_of(form.changes())) else None


def _asked(request: WorkerRequest, form: PolicyForm) -> HttpResponse:
    outcome = propose(
        changes=form.changes(),
        effective_on=form.cleaned_data["effective_on"],
        why=Why(form.cleaned_data["why"]),
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        for reason in outcome.reasons:
            messages.warning(request, gettext(reason.text))
        return redirect("practice:policy_ask")
    forget_draft(worker=request.worker, path=reverse("practice:policy_ask"))
    messages.success(request, gettext("Asked for. Nothing changes until somebody else has agreed."))
    return redirect("practice:policy_one", outcome.pk)


@require_GET
@signed_in_view
def trial_page(request: WorkerRequest, policy_id: UUID, number: int = 1) -> HttpResponse:
    """What these numbers would change today in the reader's rooms; a press agrees, where that is theirs."""
    row = version(policy_id)
    if not may_ask(request.worker) or not read(row).is_known:
        raise NotThere
    waits = state_of(row, request) is State.WAITING
    apart = second_is_apart(request.worker, row, request.clock) if waits else None
    trial = trial_of(
        read(row), by=request.worker, keyring=request.keyring, clock=request.clock, number=number
    )
    context = {
        "row": row,
        "rows": compared(read(row), policy_on(request.clock.today())),
        "trial": trial,
        "rooms": tried_rooms(trial),
        "may_agree": waits and not isinstance(apart, Refused),
    }
    return render(request, "practice/policy/trial.html", context)
