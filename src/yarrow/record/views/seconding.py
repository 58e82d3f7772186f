"""Agreeing as the second worker, from inside the room: read it once more, then one press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.record.queries import entry_among
from yarrow.rooms.actions import agree_as_second
from yarrow.rooms.models import Room
from yarrow.rooms.pages import working_view
from yarrow.rooms.rules import needs_second, only_a_supervisor_seconds
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post

from .doors import on_screen


@working_view
def agree_page(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show the entry once more, and on a press agree with it.

    The colleague must be inside: to agree is to have read it (design.md §5, decision 2).
    """
    screen = on_screen(request, room_id)
    read = entry_among(screen.entries, entry_id)
    if not read.counts or not needs_second(read.fact):
        raise NotThere
    if only_a_supervisor_seconds(read.fact) and request.worker.post != Post.SUPERVISOR:
        raise NotThere
    entry = screen.reader().show(read)
    if request.method == "POST" and entry.agreement is None:
        return _agreed(request, screen.room, entry_id)
    if request.method == "POST" or not entry.may_agree:
        return redirect("record:room", screen.room.pk)  # a doubled press, or "Back" after it
    return render(request, "record/agree.html", {"room": screen.shown, "here": screen.room, "entry": entry})


def _agreed(request: WorkerRequest, room: Room, entry_id: UUID) -> HttpResponse:
    outcome = agree_as_second(
        room=room, entry=entry_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if isinstance(outcome, Refused):
        messages.warning(request, gettext(outcome.reasons[0].text))
    else:
        messages.success(request, gettext("You have agreed as the second worker. It counts from now on."))
    return redirect("record:room", room.pk)
