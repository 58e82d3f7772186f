"""In the receiver's room: the second look, asking them, giving it today, and how it went."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.carrying.actions import (
    ask_whether_wanted,
    look_on_the_other_side,
    may_be_given,
    note_how_it_went,
)
from yarrow.carrying.forms import AskedSheet, GivenSheet, GoingSheet, LookSheet
from yarrow.carrying.shown import copy_shown
from yarrow.design.pages import render
from yarrow.gate.facts.carried import CarriedAsked, CarriedGiven, CarriedGoing, CarriedLooked
from yarrow.kernel.errors import NotThere
from yarrow.record.views.doors import room_of_a_person
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import Page, ended, screen_of, show, waiting_here


@working_view
def copy(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """The words, for a second worker to read; then what comes next, one step at a time."""
    screen = screen_of(request, room_id)
    found = waiting_here(screen, entry_id)
    day = request.clock.today()
    if request.method == "POST":
        return _looked(request, room_id, entry_id)
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "one": copy_shown(found, day),
        "read_it_there": str(request.worker.pk) == found.fact.looked_by,
        "form": form_for(request, LookSheet, today=day),
    }
    return render(request, "carrying/copy.html", whole)


def _looked(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    form = LookSheet(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    said = look_on_the_other_side(
        room=room,
        copy=entry_id,
        said=cast("CarriedLooked", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)


@working_view
def asked_page(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Ask them, alone, whether they want to receive something. Not a word of it stands on this page."""
    screen = screen_of(request, room_id)
    found = waiting_here(screen, entry_id)
    if not found.is_read_here or found.is_given or found.is_set_aside:
        raise NotThere
    form = form_for(request, AskedSheet, today=request.clock.today())
    if request.method == "POST":
        return _asked(request, room_id, entry_id)
    page = Page(
        heading=gettext("Do they want to receive something?"),
        lines=(
            gettext("Ask them alone. Say only that somebody would like to pass something on to them."),
            gettext("A no needs no reason. Nobody else is told what they said, or that they were asked."),
        ),
        button=gettext("Record"),
    )
    return show(request, screen, page, form)


def _asked(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    form = AskedSheet(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    said = ask_whether_wanted(
        room=room,
        copy=entry_id,
        said=cast("CarriedAsked", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)


@working_view
def today(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Everything is asked again in the moment of the press; what says no elsewhere is not told here."""
    screen = screen_of(request, room_id)
    found = waiting_here(screen, entry_id)
    if not found.wants_it or not found.is_read_here or found.is_given or found.is_set_aside:
        raise NotThere
    if request.method == "POST":
        return _going(request, room_id, entry_id)
    page = Page(
        heading=gettext("May it be given today?"),
        lines=(
            gettext("Press shortly before you give it, every time. What was so yesterday does not count."),
            gettext("If it cannot be given now, say nothing of it. Support goes on."),
        ),
        button=gettext("Ask everything again"),
    )
    return show(request, screen, page, form_for(request, GoingSheet, today=request.clock.today()))


def _going(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    form = GoingSheet(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    said = may_be_given(
        room=room,
        copy=entry_id,
        said=cast("CarriedGoing", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)


@working_view
def after(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Where, how and with whom it was given, or that it was not. It can be noted whatever came since."""
    screen = screen_of(request, room_id)
    found = waiting_here(screen, entry_id)
    if found.going_on is None:
        raise NotThere
    if request.method == "POST":
        return _given(request, room_id, entry_id)
    if found.is_given:
        return redirect("carrying:words", screen.room.pk)
    page = Page(
        heading=gettext("How did it go?"),
        lines=(
            gettext("The other side hears that it was given, and the day. Nothing else that you write here."),
        ),
        button=gettext("Record"),
    )
    return show(request, screen, page, form_for(request, GivenSheet, today=request.clock.today()))


def _given(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    form = GivenSheet(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    said = note_how_it_went(
        room=room,
        copy=entry_id,
        said=cast("CarriedGiven", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)
