"""Who keeps the recovery key, when they last tried it out, what stays off; and asking for a new one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.queries import recovery_progress, rooms_a_freeze_shuts, rooms_without_holder
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.requests import WorkerRequest

from .access import may_see_custody
from .actions import agree_anew, ask_anew, stop_anew
from .queries import (
    NotKept,
    asked_anew,
    current_round,
    custodians_of,
    custody_state,
    events_shown,
    what_is_off,
)
from .rules import Named, may_be_made_from, may_be_made_until


@require_GET
@signed_in_view
def custody_page(request: WorkerRequest) -> HttpResponse:
    """For managers and supervisors; for everybody else there is no such page."""
    if not may_see_custody(request.worker):
        raise NotThere
    today = request.clock.today()
    needs = what_is_off(today)
    context = {
        "state": custody_state(today),
        "custodians": _custodians(),
        "events": events_shown(),
        "missing": [need for need in needs if not need.is_met],
        "met": [need for need in needs if need.is_met],
        "today": today,
        "asked": asked_anew(),
        "awaited": recovery_progress(),
    }
    return render(request, "custody/page.html", context)


def _custodians() -> dict[str, Named]:
    """Nobody, rather than an error page, where the names cannot be opened."""
    try:
        return custodians_of(current_round())
    except (NotKept, CannotOpen):
        return {}


@require_http_methods(["GET", "POST"])
@signed_in_view
def anew_page(request: WorkerRequest) -> HttpResponse:
    """Two codes are lost: ask for a new recovery key, agree to it, or stop it."""
    if not may_see_custody(request.worker):
        raise NotThere
    return _asked_anew(request)


@proved_view
def _asked_anew(request: WorkerRequest) -> HttpResponse:
    if request.method == "POST":
        return _pressed(request)
    asked = asked_anew()
    agreed_at = asked.agreed_at if asked is not None else None
    context = {
        "asked": asked,
        "is_mine": asked is not None and asked.by_id == request.worker.pk,
        "may_from": may_be_made_from(agreed_at) if agreed_at is not None else None,
        "until": may_be_made_until(agreed_at) if agreed_at is not None else None,
        "shut": rooms_without_holder().count(),
        "by_a_freeze": rooms_a_freeze_shuts().count(),
    }
    return render(request, "custody/anew.html", context)


_PRESSES: dict[str, Callable[..., object]] = {"ask": ask_anew, "agree": agree_anew, "stop": stop_anew}


def _pressed(request: WorkerRequest) -> HttpResponse:
    """Any other press changes nothing."""
    act = _PRESSES.get(request.POST.get("press", ""))
    said = act(by=request.worker, clock=request.clock) if act is not None else None
    for reason in said.reasons if isinstance(said, Refused) else ():
        messages.warning(request, gettext(reason.text))
    return redirect("custody:anew")
