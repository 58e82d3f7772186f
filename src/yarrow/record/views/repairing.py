"""Repairing: put an entry right, or take one that was filed in the wrong room out of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.record.forms.sheet import BACK, CORRECTS, filled
from yarrow.record.queries import entry_among
from yarrow.rooms.actions import take_out_entry
from yarrow.rooms.pages import working_view
from yarrow.staff.requests import WorkerRequest

from .doors import acting_view, on_screen, room_here
from .writing import put_on_sheet


@acting_view
def put_right(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Begin a correction: a sheet filled with what was recorded."""
    screen = on_screen(request, room_id)
    wrong = entry_among(screen.entries, entry_id)
    if not wrong.counts or type(wrong.fact) not in screen.by_hand:
        raise NotThere
    way_back = {BACK: [request.POST[BACK]]} if BACK in request.POST else {}
    typed = filled(wrong.fact) | {CORRECTS: [str(entry_id)]} | way_back
    return redirect(put_on_sheet(request, screen.room, typed))


@working_view
def take_out(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show the entry once more, and on a press take it out of this room at once."""
    if request.method == "POST":
        return _taken_out(request, room_id, entry_id)
    screen = on_screen(request, room_id)
    entry = screen.reader().show(entry_among(screen.entries, entry_id))
    return render(
        request, "record/take_out.html", {"room": screen.shown, "here": screen.room, "entry": entry}
    )


def _taken_out(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_here(request, room_id)
    said = take_out_entry(
        room=room, entry=entry_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if isinstance(said, Refused):
        for reason in said.reasons:
            messages.warning(request, gettext(reason.text))
        return redirect("record:room", room.pk)
    messages.success(
        request, gettext("Taken out of this room. Look at what is left, and say if it is still so.")
    )
    return redirect("record:room", room.pk)
