"""The numbers this service asks: what holds, every policy there was, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.access import may_ask, may_see, may_withdraw, second_is_apart
from yarrow.policy.actions import agree, withdraw
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on, read, version, versions
from yarrow.policy.terms import State
from yarrow.practice.shown_policy import compared, held_since, rows_of
from yarrow.practice.trial import keepers_inside_rooms
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


@require_http_methods(["GET", "POST"])
@signed_in_view
def one_page(request: WorkerRequest, policy_id: UUID) -> HttpResponse:
    """One policy beside what holds now. A press agrees to it: from the page of the trial (``trial_page``)."""
    if not may_see(request.worker):
        raise NotThere
    row = version(policy_id)
    if request.method == "POST":
        return _agreed(request, row)
    today = request.clock.today()
    state = state_of(row, request)
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


def state_of(row: PolicyVersion, request: WorkerRequest) -> State:
    """Where one row stands today."""
    return next(state for each, state in versions(request.clock.today()) if each.pk == row.pk)


def _agreed(request: WorkerRequest, row: PolicyVersion) -> HttpResponse:
    said = agree(row=row, by=request.worker, inside=keepers_inside_rooms(), clock=request.clock)
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
