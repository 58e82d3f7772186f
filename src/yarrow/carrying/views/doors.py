"""How a page of what is carried begins and ends: one person's room, and what lies in it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.carrying.rules import Sent, Waiting, sent_in, waiting_in
from yarrow.design.forms import PageForm, typed_in
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.views.doors import OnScreen, on_screen, room_of_a_person
from yarrow.record.views.once import id_of_press
from yarrow.rooms.models import Room
from yarrow.rooms.pages import offer_again, saved
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class Page:
    """One page with one form: its heading, what is said above the form, and its button."""

    heading: str
    lines: tuple[str, ...]
    button: str
    words: str = ""


def screen_of(request: WorkerRequest, room_id: UUID) -> OnScreen:
    """The room of one person, opened; raises NotThere for any other room."""
    room_of_a_person(request, room_id)
    return on_screen(request, room_id)


def sent_here(screen: OnScreen, message: UUID) -> Sent:
    """One message that was written in the room on screen; raises NotThere for anything else."""
    found = next((each for each in sent_in(screen.entries) if each.id == message), None)
    if found is None:
        raise NotThere
    return found


def waiting_here(screen: OnScreen, copy: UUID) -> Waiting:
    """One copy that waits in the room on screen; raises NotThere for anything else."""
    found = next((each for each in waiting_in(screen.entries) if each.id == copy), None)
    if found is None:
        raise NotThere
    return found


def show(request: WorkerRequest, screen: OnScreen, page: Page, form: PageForm, **more: Any) -> HttpResponse:
    """Draw a page with one form."""
    whole = {"room": screen.shown, "here": screen.room, "sheet": page, "form": form, "once": new_id()}
    return render(request, "carrying/form.html", whole | more)


def ended(request: WorkerRequest, room: Room, form: PageForm, said: object) -> HttpResponse:
    """After an act: back to the words of the room, or to the form with what stood in the way."""
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Recorded."))
    return saved(request, "carrying:words", room.pk)


def press_id(request: WorkerRequest, room: Room, form: PageForm) -> UUID | None:
    """The id of the entry that this press leaves: the same press twice leaves one."""
    return id_of_press(request, room.pk, json.dumps(typed_in(form), sort_keys=True).encode())
