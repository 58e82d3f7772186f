"""Groups, for who sets them up and for the two who lead one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.pages import render
from yarrow.groups.actions import add_session, end_place, keep_attendance, make_cohort, take_in
from yarrow.groups.forms import CohortForm, SessionForm, SheetForm
from yarrow.groups.queries import (
    cohort_led,
    cohorts,
    leads,
    place_led,
    register_of,
    session_led,
    sets_up,
)
from yarrow.groups.terms import Kind, Standing
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.queries import active_workers
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import OUTSIDE, Post


@require_GET
@signed_in_view
def all_page(request: WorkerRequest) -> HttpResponse:
    """Every group: number, for whom, when. Nobody who is in one."""
    found = [(cohort, leads(request.worker, cohort)) for cohort in cohorts()]
    context = {"cohorts": found, "sets_up": sets_up(request.worker)}
    return render(request, "groups/all.html", context)


@working_view
def make_page(request: WorkerRequest) -> HttpResponse:
    """Set a group up."""
    if not sets_up(request.worker):
        raise NotThere
    workers = active_workers().exclude(post__in=OUTSIDE | {Post.RESEARCHER}).order_by("name")
    if request.method != "POST":
        return render(request, "groups/make.html", {"form": form_for(request, CohortForm, workers=workers)})
    form = CohortForm(request.POST, workers=workers)
    if not form.is_valid():
        return offer_again(request, form)
    made = make_cohort(
        kind=Kind(form.cleaned_data["kind"]),
        size=form.cleaned_data["size"],
        first=form.leader("first"),
        second=form.leader("second"),
        by=request.worker,
        clock=request.clock,
    )
    return offer_again(request, form, made) if isinstance(made, Refused) else saved(request, "groups:all")


@require_GET
@signed_in_view
def one_page(request: WorkerRequest, cohort_id: UUID) -> HttpResponse:
    """One group, for the two who lead it: who waits, who is in it, and its days."""
    cohort = cohort_led(request.worker, cohort_id)
    shown = register_of(cohort, request.worker, request.keyring)
    context = {
        "cohort": cohort,
        "waiting": [each for each in shown if each.place.standing == Standing.WAITING],
        "inside": [each for each in shown if each.place.standing == Standing.IN_GROUP],
        "today": request.clock.today(),
    }
    return render(request, "groups/one.html", context)


@working_view
def day_page(request: WorkerRequest, cohort_id: UUID) -> HttpResponse:
    """One more day of a group."""
    cohort = cohort_led(request.worker, cohort_id)
    if request.method != "POST":
        context = {"form": form_for(request, SessionForm), "cohort": cohort}
        return render(request, "groups/day.html", context)
    form = SessionForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    made = add_session(cohort=cohort, on=form.cleaned_data["on"], by=request.worker, clock=request.clock)
    if isinstance(made, Refused):
        return offer_again(request, form, made)
    return saved(request, "groups:one", cohort.pk)


@working_view
def sheet_page(request: WorkerRequest, day_id: UUID) -> HttpResponse:
    """Who came, on one day."""
    session = session_led(request.worker, day_id)
    shown = register_of(session.cohort, request.worker, request.keyring)
    inside = [each for each in shown if each.place.standing == Standing.IN_GROUP]
    if request.method != "POST":
        form = form_for(request, SheetForm, places=inside)
        return render(request, "groups/sheet.html", {"form": form, "session": session})
    form = SheetForm(request.POST, places=inside)
    if not form.is_valid():
        return offer_again(request, form)
    wrong = keep_attendance(
        session=session, came=form.came(), by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if wrong is not None:
        return offer_again(request, form, wrong)
    return saved(request, "groups:one", session.cohort_id)


@require_POST
@signed_in_view
def take_in_page(request: WorkerRequest, place_id: UUID) -> HttpResponse:
    """From the list into the group, or why not yet."""
    place = place_led(request.worker, place_id)
    answer = take_in(place=place, by=request.worker, clock=request.clock)
    if isinstance(answer, Refused):
        messages.warning(request, gettext(answer.reasons[0].text))
    return redirect("groups:one", place.cohort_id)


@require_POST
@signed_in_view
def end_page(request: WorkerRequest, place_id: UUID) -> HttpResponse:
    """The place is free again."""
    place = place_led(request.worker, place_id)
    end_place(place=place, by=request.worker, clock=request.clock)
    return redirect("groups:one", place.cohort_id)
