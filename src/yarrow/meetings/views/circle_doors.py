"""Who comes in at the short pages of a circle and what closes them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.cases.models import Case
from yarrow.cases.rules import is_over
from yarrow.kernel.words import N_
from yarrow.meetings.actions import read_notes_in
from yarrow.meetings.circle.seats import Circle, case_of_circle, circle_of, plan_of, rooms_of_circle
from yarrow.meetings.terms import PlanState
from yarrow.rooms.pages import keep_typed
from yarrow.staff.requests import WorkerRequest

_NOT_INSIDE = N_(
    "These pages are for a lead who is inside every room, with two people or more. The case supervisor"
    " decides who is let in."
)
_NOT_RECORDED = N_("That page was not recorded. What you typed is kept.")
_OVER = N_("The process has ended. The case supervisor can begin it anew.")
_ASKS_MORE = N_("Something recorded here asks for every safeguard. Go on in each person's room.")
_ARRANGED = N_("The circle is arranged. What changes now is recorded in each person's room.")


def led(request: WorkerRequest, case_id: UUID) -> Circle | HttpResponse:
    """The circle of whoever leads it; raises NotThere for anybody else.

    A lead who is not inside every room is told one thing, whatever is in them; what they typed is kept.
    """
    case = case_of_circle(request.worker, case_id, "lead")
    return inside(request, case) or _elsewhere(request, _NOT_INSIDE, "desk:case", case.pk)


def inside(request: WorkerRequest, case: Case) -> Circle | None:
    """A press reads waiting notes first: what somebody sent must be seen before anything is ruled out."""
    if request.method == "POST":
        rooms = rooms_of_circle(request.worker, case)
        read_notes_in(rooms=rooms, by=request.worker, keyring=request.keyring, clock=request.clock)
    return circle_of(worker=request.worker, keyring=request.keyring, clock=request.clock, case=case)


def _elsewhere(request: WorkerRequest, said: str, to: str, *args: Any) -> HttpResponse:
    """Somewhere else, with a reason; words that were typed stay sealed for their writer."""
    messages.warning(request, gettext(said))
    if seen(request):
        keep_typed(request)
        messages.warning(request, gettext(_NOT_RECORDED))
    return redirect(to, *args)


def not_here(request: WorkerRequest, circle: Circle) -> HttpResponse | None:
    """Where to go on, once these pages are closed."""
    if is_over(circle.case.stage):
        return _elsewhere(request, _OVER, "desk:case", circle.case.pk)
    if circle.needs_the_longer_way:
        return _elsewhere(request, _ASKS_MORE, "desk:case", circle.case.pk)
    plan = plan_of(circle.case)
    if plan is not None and plan.state == PlanState.ARRANGED:
        return _elsewhere(request, _ARRANGED, "meetings:plan", plan.pk)
    return None if circle.is_named else redirect("desk:case", circle.case.pk)


def seen(request: WorkerRequest) -> str:
    """The mark of what this worker was shown; empty where the page sent none."""
    return str(request.POST.get("seen", ""))
