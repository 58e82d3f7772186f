"""The numbers this service asks: what holds, asking for others, agreeing, and a trial over rooms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.gate.policy import numbers_of
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.access import may_ask, may_see, may_withdraw, second_is_apart
from yarrow.policy.actions import agree, propose, withdraw
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on, read, version, versions
from yarrow.policy.terms import State, Why
from yarrow.practice.forms import PolicyForm
from yarrow.practice.shown_policy import compared, held_since, rows_of, tried_rooms
from yarrow.practice.trial import trial_of
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def all_page(request: WorkerRequest) -> HttpResponse:
    """What holds now, since when and by whom, and every policy there ever was."""
    if not may_see(request.worker):
        raise NotThere
    today = request.clock.today()
    every, now = versions(today), policy_on(today)
    context = {
        "is_known": now.is_known,
        "rows": rows_of(now, held_since(every)) if now.is_known else [],
        "versions": every,
        "may_ask": may_ask(request.worker),
    }
    return render(request, "practice/policy/all.html", context)


@working_view
def ask_page(request: WorkerRequest) -> HttpResponse:
    """Ask for other numbers: the first of two."""
    if not may_ask(request.worker):
        raise NotThere
    if request.method == "POST":
        return _asked(request, PolicyForm(request.POST))
    now = policy_on(request.clock.today())
    form = form_for(request, PolicyForm, initial=numbers_of(now))
    return render(request, "practice/policy/ask.html", {"form": form})


def _asked(request: WorkerRequest, form: PolicyForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome = propose(
        changes=form.changes(),
        effective_on=form.cleaned_data["effective_on"],
        why=Why(form.cleaned_data["why"]),
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Asked for. Nothing changes until somebody else has agreed."))
    return saved(request, "practice:policy_one", outcome.pk)


@require_http_methods(["GET", "POST"])
@signed_in_view
def one_page(request: WorkerRequest, policy_id: UUID) -> HttpResponse:
    """One policy beside what holds now; a press agrees to it."""
    if not may_see(request.worker):
        raise NotThere
    row = version(policy_id)
    if request.method == "POST":
        return _agreed(request, row)
    today = request.clock.today()
    state = next(state for each, state in versions(today) if each.pk == row.pk)
    waits = state is State.WAITING and may_ask(request.worker)
    apart = second_is_apart(request.worker, row, request.clock) if waits else None
    context = {
        "row": row,
        "state": state,
        "rows": compared(read(row), policy_on(today)),
        "waits": waits,
        "reasons": apart.reasons if isinstance(apart, Refused) else (),
        "may_try": may_ask(request.worker) and read(row).is_known,
        "may_withdraw": may_withdraw(request.worker, row, request.clock),
    }
    return render(request, "practice/policy/one.html", context)


def _agreed(request: WorkerRequest, row: PolicyVersion) -> HttpResponse:
    said = agree(row=row, by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        for reason in said.reasons:
            messages.warning(request, gettext(reason.text))
    else:
        messages.success(request, gettext("Agreed. It holds from its day on."))
    return redirect("practice:policy_one", row.pk)


@require_http_methods(["POST"])
@signed_in_view
def back_page(request: WorkerRequest, policy_id: UUID) -> HttpResponse:
    """Take it back before its day."""
    withdraw(row=version(policy_id), by=request.worker, clock=request.clock)
    messages.success(request, gettext("Taken back. It will not hold."))
    return redirect("practice:policy")


@require_GET
@signed_in_view
def trial_page(request: WorkerRequest, policy_id: UUID) -> HttpResponse:
    """What these numbers would change today in the reader's rooms, and what was not looked at."""
    row = version(policy_id)
    if not may_ask(request.worker) or not read(row).is_known:
        raise NotThere
    trial = trial_of(read(row), by=request.worker, keyring=request.keyring, clock=request.clock)
    context = {"row": row, "trial": trial, "rooms": tried_rooms(trial)}
    return render(request, "practice/policy/trial.html", context)
