"""Support of one person ends, or goes on again: pages of their own room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.gate.facts.after import SupportEnded
from yarrow.gate.words import LongText
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import confirm_end, end_support, resume_support
from yarrow.meetings.aftercare.due import support_end_of
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.meetings.pages.once import once
from yarrow.rooms.models import Room
from yarrow.rooms.pages import saved, working_view
from yarrow.staff.requests import WorkerRequest

from .after import person_on_screen, person_room
from .sheets import show_sheet, take_sheet


@working_view
def last_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Record how support ends; refused with everything that is still open for this person."""
    room = person_room(request, room_id)
    if request.method != "POST":
        return show_sheet(request, SupportEnded, _about(request, room_id))
    said = take_sheet(request, SupportEnded, lambda fact: _ended(request, room, fact))
    return said if isinstance(said, HttpResponse) else saved(request, "meetings:after", room_id)


def _ended(request: WorkerRequest, room: Room, fact: SupportEnded) -> Any:
    return end_support(
        room=room, ending=fact, by=request.worker, keyring=request.keyring, clock=request.clock
    )


def _about(request: WorkerRequest, room_id: UUID) -> dict[str, Any]:
    return {
        "room": person_on_screen(request, room_id).shown,
        "title": gettext("Support ends"),
        "lines": [
            gettext(
                "Support is not the process: it goes on when the process has ended, as long as they want."
            ),
            gettext(
                "Somebody who is not heard from: try on three days, at least once by another safe way,"
                " look at risk again, and ask a colleague inside this room to agree."
            ),
            gettext("Whenever they come back, support goes on again at once."),
        ],
        "back": reverse("meetings:after", args=[room_id]),
        "button": gettext("Support ends"),
    }


@working_view
def last_yes(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """End it now, after the second worker agreed; only ever pressed."""
    room = person_room(request, room_id)
    if request.method != "POST":
        return redirect("meetings:after", room_id)
    said = confirm_end(room=room, by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(said, Refused):
        for reason in said.reasons:
            messages.warning(request, gettext(reason.text))
    return redirect("meetings:after", room_id)


@working_view
def again_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Support goes on again: one press, never refused."""
    room = person_room(request, room_id)
    if request.method == "POST":
        once(request, lambda: _resumed(request, room))
        return redirect("meetings:after", room_id)
    press = Press(
        heading=gettext("Does support go on again?"),
        lines=[gettext("At once, and whatever the stage of the process. No reason is asked.")],
        button=gettext("Support goes on"),
        back=reverse("meetings:after", args=[room_id]),
    )
    return ask_to_confirm(request, press)


def _resumed(request: WorkerRequest, room: Room) -> bool:
    resume_support(
        room=room, words=LongText(""), by=request.worker, keyring=request.keyring, clock=request.clock
    )
    return support_end_of(room) is None
