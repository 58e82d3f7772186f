"""A letter that is not sent: written in its writer's room, kept there, delivered by nothing (E28)."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.carrying.actions import write_unsent_letter
from yarrow.carrying.forms import LetterSheet
from yarrow.gate.facts.carried import NoSendLetter
from yarrow.record.views.doors import room_of_a_person
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import Page, ended, press_id, screen_of, show


@working_view
def letter(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Write one. No rule is asked: it is possible whatever must still be in place."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _written(request, room_id)
    page = Page(
        heading=gettext("A letter that is not sent"),
        lines=(
            gettext("For everything that they would say, and nobody has to hear. It is always possible."),
            gettext("It stays in this room. Nothing here can send it, and they may have it taken out."),
        ),
        button=gettext("Keep it here"),
    )
    form = form_for(request, LetterSheet, today=request.clock.today())
    return show(request, screen_of(request, room.pk), page, form)


def _written(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    form = LetterSheet(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    said = write_unsent_letter(
        room=room,
        letter=cast("NoSendLetter", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return ended(request, room, form, said)
