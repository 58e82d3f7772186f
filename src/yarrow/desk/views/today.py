"""Today: warnings first, then people, plans, and what should be looked at soon."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from yarrow.cases.models import Case
from yarrow.cases.queries import cases_allocated_to
from yarrow.design.pages import render
from yarrow.desk.queries import (
    HeldRoom,
    by_case,
    care_cards,
    grants_to_fulfil,
    held_rooms,
    lapsing,
    plans_shown,
)
from yarrow.meetings.shown.released import ReleasedPlan
from yarrow.rooms.actions import fulfil_grants
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class CaseToday:
    """One case on the page: its own rooms of this worker, and its plans."""

    case: Case
    rooms: list[HeldRoom]
    plans: list[ReleasedPlan]


@require_GET
@signed_in_view
def today_page(request: WorkerRequest) -> HttpResponse:
    """Everything a day begins with, and nothing of a room this worker is not in."""
    worker, keyring, today = request.worker, request.keyring, request.clock.today()
    cases = list(cases_allocated_to(worker))
    rooms = held_rooms(worker, keyring)
    plans = plans_shown(cases, request.clock.now())
    context = {
        "cards": care_cards(worker, keyring, cases),
        "cases": [_case_today(case, rooms, plans) for case in cases],
        "intake": next((room for room in rooms if room.is_intake), None),
        "lapsing": lapsing(rooms, today),
        "grants": _grants(request, {room.id: room for room in rooms}),
        "today": today,
    }
    return render(request, "desk/today.html", context)


def _case_today(case: Case, rooms: tuple[HeldRoom, ...], plans: tuple[ReleasedPlan, ...]) -> CaseToday:
    return CaseToday(
        case=case,
        rooms=by_case(rooms)[case.pk],
        plans=[plan for plan in plans if plan.case == case.pk],
    )


def _grants(request: WorkerRequest, rooms: dict[UUID, HeldRoom]) -> list[tuple[str, str]]:
    """Who asks to be let in, and into whose room."""
    grants = grants_to_fulfil(request.worker)
    return [(grant.worker.name, rooms[grant.room_id].shown.name) for grant in grants]


@require_POST
@signed_in_view
def let_in(request: WorkerRequest) -> HttpResponse:
    """Let in everybody on the list; pressed twice, it is done once."""
    fulfil_grants(by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("desk:today")
