"""The process moves on to its next stage: a page of the case, which names nobody and no room."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.cases.access import may_allocate
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.cases.terms import Stage
from yarrow.design.pages import render
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.access import may_move_on
from yarrow.meetings.actions import move_on
from yarrow.meetings.pages.confirming import PressForm
from yarrow.meetings.rules import stage_after
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import every_room_moves_on
from yarrow.staff.requests import WorkerRequest


@working_view
def move_on_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """For the lead and the case supervisor: where the case stands, and one neutral answer."""
    case = case_for(request.worker, case_id)
    if not may_allocate(request.worker, case):
        raise NotThere
    if request.method == "POST":
        return _moved(request, case)
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=request.worker, path=request.path)
    return render(request, "meetings/after/move_on.html", {"form": form} | _shown(request, case))


def _shown(request: WorkerRequest, case: Case) -> dict[str, object]:
    """The answer only for who may hear it; for everybody else the page is the same whatever it is."""
    onto, may_hear = stage_after(case.stage), may_move_on(request.worker, case)
    asked = onto is not None and may_hear
    answer = every_room_moves_on(case, request.clock.today()) if asked else RoomAnswer.UNKNOWN
    return {"case": case, "onto": onto, "may_hear": may_hear, "stands": answer is RoomAnswer.STANDS}


def _moved(request: WorkerRequest, case: Case) -> HttpResponse:
    onto = request.POST.get("onto", "")
    if onto not in Stage.values or not may_move_on(request.worker, case):
        return redirect(request.path)
    said = move_on(case=case, onto=Stage(onto), by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, PressForm(), said)
    return saved(request, "desk:case", case.pk)
