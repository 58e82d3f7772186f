"""The card, written inside its room by somebody who holds the key."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.design.pages import render
from yarrow.emergency.actions import take_card_back, write_card
from yarrow.emergency.forms import CardForm
from yarrow.emergency.queries import card_in, card_states, duty_people, is_on
from yarrow.emergency.suggesting import suggested
from yarrow.gate.codec import to_bytes
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import facts_that_count, label_of, room_for
from yarrow.rooms.queries.recorded import ReadEntry
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest

from .doors import fresh_once, id_of_press


def _room_of_a_person(request: WorkerRequest, room_id: UUID) -> Room:
    room = room_for(request.worker, room_id)
    if room.kind != RoomKind.PERSON:
        raise NotThere
    return room


@working_view
def card_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Write the card, or look it over and say so by saving it; from what is recorded here already."""
    room = _room_of_a_person(request, room_id)
    if request.method == "POST":
        return _written(request, room, CardForm(request.POST))
    _room, entries = read_room(
        room_id=room_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    facts = [each.fact for each in facts_that_count(entries)]
    begin = suggested(card_in(room, request.keyring), facts)
    context = {
        "room": _shown(room, entries),
        "here": room,
        "form": form_for(request, CardForm, initial=begin),
        "state": card_states([room.pk], request.clock.today())[room.pk],
        "on_duty": [row.worker.name for row in duty_people()],
        "is_on": is_on(),
        "once": fresh_once(),
    }
    return render(request, "emergency/card.html", context)


def _shown(room: Room, entries: tuple[ReadEntry, ...]) -> RoomShown:
    name = label_of(entries, tide=0).name or gettext("Somebody not yet named")
    return RoomShown(name=name, colour=RoomColour(room.colour))


def _written(request: WorkerRequest, room: Room, form: CardForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    card = form.card()
    outcome = write_card(
        room=room,
        card=card,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=id_of_press(request, room.pk, to_bytes(card)),
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("The emergency card is saved, and was looked at today."))
    return saved(request, "record:room", room.pk)


@working_view
def take_back(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One press: nobody on duty holds the card any more. Any other way here leads to the card."""
    room = _room_of_a_person(request, room_id)
    if request.method == "POST":
        take_card_back(room=room, by=request.worker, clock=request.clock)
        messages.success(request, gettext("Nobody on duty holds this card any more."))
    return redirect("emergency:card", room.pk)
