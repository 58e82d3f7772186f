"""The list of colleagues on duty."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.design.pages import render
from yarrow.emergency.access import may_be_named
from yarrow.emergency.actions import name_duty_person, take_off_duty
from yarrow.emergency.forms import DutyForm
from yarrow.emergency.queries import duty_people, is_on
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.pages import form_for, offer_again, saved
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, worker
from yarrow.staff.requests import WorkerRequest

from .doors import list_view


@list_view
def people_page(request: WorkerRequest) -> HttpResponse:
    """Who is on duty, and naming one more."""
    workers = _not_yet_named(request)
    if request.method == "POST":
        return _named(request, DutyForm(request.POST, workers=workers))
    context = {
        "people": duty_people(),
        "is_on": is_on(),
        "form": form_for(request, DutyForm, workers=workers),
    }
    return render(request, "emergency/people.html", context)


def _not_yet_named(request: WorkerRequest) -> list[Worker]:
    named = {row.worker_id for row in duty_people()} | {request.worker.pk}
    return [each for each in active_workers() if each.pk not in named and may_be_named(each)]


def _named(request: WorkerRequest, form: DutyForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    chosen = worker(UUID(form.cleaned_data["worker"]))
    outcome = name_duty_person(worker=chosen, by=request.worker, clock=request.clock)
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    return saved(request, "emergency:people")


@list_view
def off_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Take one colleague off the list, after a look at what that means."""
    row = next((each for each in duty_people() if each.worker_id == worker_id), None)
    if row is None:
        raise NotThere
    if request.method == "POST":
        take_off_duty(worker=row.worker, by=request.worker, clock=request.clock)
        return redirect("emergency:people")
    return render(request, "emergency/off.html", {"person": row})
