"""In the sender's room: what was written, the first look, passing it on, withdrawing it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.carrying.actions import look_here, pass_on_to_be_read, withdraw, write_message
from yarrow.carrying.actions.sending import Agreed
from yarrow.carrying.forms import Choices, LookSheet, MessageForm, PassOnForm
from yarrow.carrying.queries import plan_of, plans_that_carry
from yarrow.carrying.rules import Sent, SentState
from yarrow.carrying.shown import heard_in, letters_in, one_shown, words_in
from yarrow.design.pages import render
from yarrow.gate.facts.carried import CarriedLooked, CarriedMessage
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.errors import NotThere
from yarrow.meetings.access import may_lead
from yarrow.meetings.queries import rooms_asked
from yarrow.meetings.shown.released import released
from yarrow.record.forms.sheet import FactSheet
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.record.views.doors import acting_view, room_of_a_person
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import Page, ended, press_id, screen_of, sent_here, show

_OPEN = frozenset({SentState.DRAFT, SentState.READ_HERE})


@working_view
@require_GET
def words_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What they would like somebody to hear, what waits for them, and the letter that is never sent."""
    screen = screen_of(request, room_id)
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "sent": words_in(screen.entries),
        "heard": heard_in(screen.entries, request.clock.today()),
        "letters": letters_in(screen.entries),
        "has_plan": bool(_plans(request, screen.room)),
    }
    return render(request, "carrying/words.html", whole)


@working_view
def add(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Write down what they would like somebody to hear."""
    room = room_of_a_person(request, room_id)
    more: dict[str, Any] = {"today": request.clock.today(), "plans": _plans(request, room)}
    if request.method == "POST":
        return _written(request, room, MessageForm(request.POST, **more))
    page = Page(
        heading=gettext("What they would like somebody to hear"),
        lines=(
            gettext(
                "It is a draft. Nobody else learns of it until it was read, and they agreed to pass it on."
            ),
            gettext("Nothing is promised: it may never be carried, and no reason is given."),
        ),
        button=gettext("Keep it here"),
    )
    return show(request, screen_of(request, room_id), page, form_for(request, MessageForm, **more))


def _plans(request: WorkerRequest, room: Room) -> Choices:
    """The plans that carry words, as every worker of the case may read them."""
    if room.case is None:
        return ()
    shown = released(plans_that_carry(room.case), request.clock.now())
    return [(str(plan.id), f"{plan.form}: {', '.join(plan.topics)}") for plan in shown]


def _written(request: WorkerRequest, room: Room, form: MessageForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = replace(cast("CarriedMessage", form.fact()), plan=Mark(form.cleaned_data["plan"]))
    entry = write_message(
        room=room,
        message=said,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return ended(request, room, form, entry)


@working_view
def one(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """One message whole; who reads it answers the four questions, one by one."""
    screen = screen_of(request, room_id)
    found = sent_here(screen, entry_id)
    if request.method == "POST":
        return _looked(request, screen.room, entry_id, LookSheet(request.POST, today=request.clock.today()))
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "one": one_shown(found),
        "may_look": found.state in _OPEN,
        "may_pass_on": found.state is SentState.READ_HERE and _may_lead(request, screen.room),
        "may_withdraw": found.share is not None and found.state is SentState.NOT_CARRIED,
        "form": form_for(request, LookSheet, today=request.clock.today()),
    }
    return render(request, "carrying/one.html", whole)


def _may_lead(request: WorkerRequest, room: Room) -> bool:
    return room.case is not None and may_lead(request.worker, room.case)


def _looked(request: WorkerRequest, room: Room, message: UUID, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = look_here(
        room=room,
        message=message,
        said=cast("CarriedLooked", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)


@working_view
def pass_on(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """The lead leaves a copy where the other side's worker reads it. Word for word, as it stands here."""
    screen = screen_of(request, room_id)
    found = sent_here(screen, entry_id)
    if not _may_lead(request, screen.room):
        raise NotThere
    more: dict[str, Any] = {"places": _places(screen.room, found), "today": request.clock.today()}
    if request.method == "POST":
        return _passed_on(request, screen.room, entry_id, PassOnForm(request.POST, **more))
    page = Page(
        heading=gettext("This is what would be read"),
        lines=(
            gettext("Their worker reads it first, and answers the same four questions. Nobody gives it yet."),
            gettext("Then they are asked, alone, whether they want it, before they hear a word."),
        ),
        button=gettext("Leave exactly this to be read"),
        words=found.fact.words,
    )
    return show(request, screen, page, form_for(request, PassOnForm, **more))


def _places(room: Room, found: Sent) -> Mapping[UUID, str]:
    labels = labels_of(rooms_beside(room))
    asked = rooms_asked(plan_of(room, found.fact.plan))
    return {other.pk: labels[other.pk] for other in asked if other != room}


def _passed_on(request: WorkerRequest, room: Room, message: UUID, form: PassOnForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    chosen = form.cleaned_data
    said = pass_on_to_be_read(
        room=room,
        message=message,
        target=Room.objects.get(pk=chosen["target"], case=room.case),
        agreed=Agreed(LongText(chosen["agreed_how"]), chosen["agreed_on"]),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return ended(request, room, form, said)


@acting_view
def away(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """They do not want it carried any more: at once, and nobody asks why."""
    room = room_of_a_person(request, room_id)
    withdraw(room=room, message=entry_id, by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("carrying:words", room.pk)
