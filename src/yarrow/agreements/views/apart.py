"""In one room at a time: asking a person apart, and how it went with a line afterwards."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.agreements.actions import ask_what_happened, mark_kept, record_signing
from yarrow.agreements.forms import HappenedSheet, KeptSheet, SigningSheet
from yarrow.agreements.shown.lines import line_shown
from yarrow.design.pages import render
from yarrow.gate.facts.agreement import CommitmentKept, NotKeptAsked, Signing
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.forms.sheet import FactSheet
from yarrow.record.views.doors import room_here
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest

from .agreement import what_all_may_read
from .doors import press_id, screen_of, table_needed


@working_view
def sign(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Every word that was offered, and what this person says to it, alone."""
    room = room_here(request, room_id)
    if room.kind != RoomKind.PERSON:
        raise NotThere
    if request.method == "POST":
        return _signed(request, room, SigningSheet(request.POST, today=request.clock.today()))
    screen = screen_of(request, room_id)
    whole = what_all_may_read(request, screen, table_needed(screen))
    form = form_for(request, SigningSheet, today=request.clock.today())
    whole |= {"room": screen.shown, "here": room, "form": form, "once": new_id()}
    return render(request, "agreements/sign.html", whole)


def _signed(request: WorkerRequest, room: Room, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = cast("Signing", form.fact())
    outcome = record_signing(
        room=room,
        said=said,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, outcome)


@working_view
def kept(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """How it went with one line that stands; said in a person's room it stays there."""
    screen = screen_of(request, room_id)
    table = table_needed(screen)
    found = table.standing_line(entry_id)
    if found is None:
        raise NotThere
    if request.method == "POST":
        form = KeptSheet(request.POST, today=request.clock.today())
        return _marked(request, screen.room, entry_id, form)
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "line": line_shown(found[1], table.marks, screen.own_marks()),
        "is_shared": screen.is_shared,
        "form": form_for(request, KeptSheet, today=request.clock.today()),
        "once": new_id(),
    }
    return render(request, "agreements/kept.html", whole)


def _marked(request: WorkerRequest, room: Room, line: UUID, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = cast("CommitmentKept", form.fact())
    outcome = mark_kept(
        room=room,
        line=line,
        said=said,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, outcome)


@working_view
def asked(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """A line was not kept: ask this person, alone, what happened. It stays in their room."""
    screen = screen_of(request, room_id)
    found = table_needed(screen).standing_line(entry_id)
    if found is None or screen.is_shared:
        raise NotThere
    today = request.clock.today()
    if request.method == "POST":
        return _asked(request, screen.room, entry_id, HappenedSheet(request.POST, today=today))
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "line": line_shown(found[1], table_needed(screen).marks, screen.own_marks()),
        "form": form_for(request, HappenedSheet, today=today),
        "once": new_id(),
    }
    return render(request, "agreements/asked.html", whole)


def _asked(request: WorkerRequest, room: Room, line: UUID, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome = ask_what_happened(
        room=room,
        line=line,
        said=cast("NotKeptAsked", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, outcome)


def _back(request: WorkerRequest, room: Room, form: FactSheet, outcome: object) -> HttpResponse:
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Recorded."))
    return saved(request, "agreements:agreement", room.pk)
