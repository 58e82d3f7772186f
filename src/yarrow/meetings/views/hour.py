"""The hour of a stop: before it nobody is told anything (design.md §4, "Stops")."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.cases.models import Case, Stop
from yarrow.cases.queries import case_for, latest_stop_to_tell
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import settle_the_hour
from yarrow.meetings.forms import MomentForm
from yarrow.meetings.shown.named import rooms_shown
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import holds, rooms_held_by, team_room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest


@working_view
def set_hour_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """For who holds the team room; others are not told whether anything was stopped."""
    case = case_for(request.worker, case_id)
    _must_hold_team_room(request, case)
    stop = latest_stop_to_tell(case)
    if request.method == "POST":
        return _set(request, case, stop) if stop is not None else redirect(request.path)
    form = form_for(request, MomentForm)
    people = rooms_held_by(request.worker).filter(case=case, kind=RoomKind.PERSON)
    words_from = rooms_shown(people, request.keyring)
    context = {"case": case, "stop": stop, "form": form, "words_from": words_from}
    return render(request, "meetings/hour.html", context)


def _must_hold_team_room(request: WorkerRequest, case: Case) -> None:
    team = team_room(case)
    if team is None or not holds(request.worker, team):
        raise NotThere


def _set(request: WorkerRequest, case: Case, stop: Stop) -> HttpResponse:
    form = MomentForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    said = settle_the_hour(stop=stop, hour=form.moment(), by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    return saved(request, "desk:case", case.pk)
