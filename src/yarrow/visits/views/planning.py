"""Planning a visit, from a room or from nowhere, and agreeing the two words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.record.shown.room import room_shown
from yarrow.record.views.doors import room_of_a_person
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import recorded_in
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest
from yarrow.visits.actions import agree_words, plan_visit, put_off
from yarrow.visits.forms import AgreeWordsForm, PlanForm, length
from yarrow.visits.queries import buddies_for, has_words, own_words, plan_of


@working_view
def plan_page(request: WorkerRequest) -> HttpResponse:
    """A visit that is about no case."""
    buddies = buddies_for(None, request.worker)
    if request.method == "POST":
        return _planned(request, PlanForm(request.POST, buddies=buddies), None)
    context = {"form": form_for(request, PlanForm, buddies=buddies), "back": reverse("visits:out")}
    return render(request, "visits/plan.html", context)


@working_view
def plan_in_room(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """A visit to the person of this room; what is planned is an entry there too."""
    room = room_of_a_person(request, room_id)
    buddies = buddies_for(room.case, request.worker)
    if request.method == "POST":
        return _planned(request, PlanForm(request.POST, buddies=buddies), room)
    facts = [each.fact for each in recorded_in(room, request.keyring)]
    context = {
        "room": room_shown(room, facts),
        "form": form_for(request, PlanForm, buddies=buddies),
        "back": reverse("record:room", args=[room.pk]),
    }
    return render(request, "visits/plan.html", context)


def _planned(request: WorkerRequest, form: PlanForm, room: Room | None) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    plan = plan_visit(
        on=form.cleaned_data["on"],
        minutes=form.count(),
        how_long=length(form.count()),
        words=form.words(),
        room=room,
        buddy=form.looks_out(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(plan, Refused):
        return offer_again(request, form, plan)
    return saved(request, "visits:out")


@working_view
def put_off_page(request: WorkerRequest, planned_id: UUID) -> HttpResponse:
    """What was written for it, and the press that throws it away; raises NotThere for anybody else's."""
    plan = plan_of(request.worker, planned_id)
    if request.method == "POST":
        put_off(plan=plan, by=request.worker, clock=request.clock)
        return redirect("visits:out")
    context = {"plan": plan, "length": length(plan.minutes), "words": own_words(plan, request.keyring)}
    return render(request, "visits/planned.html", context)


@signed_in_view
def words_page(request: WorkerRequest) -> HttpResponse:
    """Two words. Hazard: they are never offered again, so they are kept in no draft."""
    if request.method == "POST":
        return _agreed(request, AgreeWordsForm(request.POST))
    context = {"form": AgreeWordsForm(), "has_words": has_words(request.worker)}
    return render(request, "visits/words.html", context)


def _agreed(request: WorkerRequest, form: AgreeWordsForm) -> HttpResponse:
    if not form.is_valid():
        messages.warning(request, gettext("Both words are needed."))
        return redirect("visits:words")
    typed = form.cleaned_data
    answer = agree_words(safe=typed["safe"], danger=typed["danger"], by=request.worker, clock=request.clock)
    if isinstance(answer, Refused):
        messages.warning(request, gettext(answer.reasons[0].text))
        return redirect("visits:words")
    messages.success(request, gettext("Your words are agreed. They are shown nowhere: remember them."))
    return redirect("visits:out")
