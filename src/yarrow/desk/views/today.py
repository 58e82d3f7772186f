"""Today: who may be in danger first, then what is late, what is to be done, and what comes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from yarrow.cases.lone_working import visit_of
from yarrow.cases.queries import cases_allocated_to
from yarrow.design.pages import render
from yarrow.desk.queries import care_cards, colleagues_out, day_of
from yarrow.rooms.actions import fulfil_grants
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def today_page(request: WorkerRequest) -> HttpResponse:
    """Everything a day begins with, and nothing of a room this worker is not in."""
    worker, keyring, now = request.worker, request.keyring, request.clock.now()
    cases, today = list(cases_allocated_to(worker)), request.clock.today()
    context = {
        "colleagues": colleagues_out(worker, keyring, now, only_late=True),
        "out": visit_of(worker),
        "cards": care_cards(worker, keyring, cases),
        "day": day_of(worker, keyring, cases, now=now, today=today),
        "now": now,
        "today": today,
    }
    return render(request, "desk/today.html", context)


@require_POST
@signed_in_view
def let_in(request: WorkerRequest) -> HttpResponse:
    """Let in everybody on the list; pressed twice, it is done once."""
    fulfil_grants(by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("desk:today")
