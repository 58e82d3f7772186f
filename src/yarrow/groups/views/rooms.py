"""In a room: a place asked for, and contact offered beside somebody else's place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.facts import Fact
from yarrow.gate.facts.groups import ContactOffered
from yarrow.groups.actions import answer_beside, ask_place
from yarrow.groups.forms import BesideForm, PlaceForm
from yarrow.groups.queries import asked_beside, cohorts, places_in, told_of
from yarrow.groups.terms import Came
from yarrow.kernel.decision import Refused
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of, room_shown
from yarrow.record.views.doors import room_of_a_person
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import recorded_in
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest


@working_view
def place_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Ask for a place; what was asked for before, and whether they came."""
    room = room_of_a_person(request, room_id)
    choices: dict[str, Any] = {"cohorts": cohorts(), "rooms": _others(room)}
    if request.method == "POST":
        return _asked(request, room, PlaceForm(request.POST, **choices))
    facts = _facts(request, room)
    places = places_in(facts)
    context = {
        "room": room_shown(room, facts),
        "here": room,
        "form": form_for(request, PlaceForm, **choices),
        "places": [place for _fact, place in places],
        "came": dict(Came.choices),
        "told": told_of([place for _fact, place in places], request.worker, request.keyring),
        "asked": asked_beside(facts),
    }
    return render(request, "groups/place.html", context)


def _asked(request: WorkerRequest, room: Room, form: PlaceForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    place = ask_place(
        cohort=form.cohort_chosen(),
        room=room,
        called=form.cleaned_data["called"],
        needs=form.cleaned_data["needs"],
        beside=form.room_beside(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(place, Refused):
        return offer_again(request, form, place)
    messages.success(request, gettext("A place was asked for."))
    return saved(request, "groups:place", room.pk)


@working_view
def beside_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Whether this person was offered a worker of their own beside somebody's programme."""
    room = room_of_a_person(request, room_id)
    facts = _facts(request, room)
    open_ones = asked_beside(facts)
    if request.method != "POST":
        context = {
            "room": room_shown(room, facts),
            "here": room,
            "asked": open_ones,
            "form": form_for(request, BesideForm),
        }
        return render(request, "groups/beside.html", context)
    form = BesideForm(request.POST)
    if not form.is_valid() or not open_ones:
        return offer_again(request, form)
    answer = answer_beside(
        room=room,
        place=open_ones[0],
        offered=ContactOffered(form.cleaned_data["offered"]),
        words=form.cleaned_data["words"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return (
        offer_again(request, form, answer)
        if isinstance(answer, Refused)
        else saved(request, "record:room", room.pk)
    )


def _facts(request: WorkerRequest, room: Room) -> list[Fact]:
    return [each.fact for each in recorded_in(room, request.keyring)]


def _others(room: Room) -> list[tuple[Room, str]]:
    """The other people of the case, by colour and number, never by name."""
    beside = [each for each in rooms_beside(room) if each.kind == RoomKind.PERSON]
    labels = labels_of(beside)
    return [(each, labels[each.pk]) for each in beside if each.pk != room.pk]
