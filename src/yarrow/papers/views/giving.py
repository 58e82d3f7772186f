"""Giving somebody a copy of a document: said for whom it is, then past the door, then saved once."""

from uuid import UUID

from django.http import HttpResponse

from yarrow.design.pages import render
from yarrow.files.access import room_with_documents
from yarrow.files.queries import Found, document_in
from yarrow.files.shown import shown
from yarrow.kernel.decision import refused
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import STOPPED, Stopped
from yarrow.papers.actions import give_copy
from yarrow.papers.copies import readers_of
from yarrow.papers.forms import GiveForm
from yarrow.papers.terms import GivenTo
from yarrow.record.views.doors import on_screen
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest


@working_view
def give_page(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """For whom, and what the door says: the file, or one sentence."""
    room = room_with_documents(request.worker, room_id)
    found = _document(request, room, entry_id)
    if request.method == "POST":
        return _asked(request, room, found)
    context = {
        "room": on_screen(request, room_id).shown,
        "here": room,
        "document": shown(found),
        "form": form_for(request, GiveForm, readers=readers_of(room)),
    }
    return render(request, "papers/give.html", context)


def _document(request: WorkerRequest, room: Room, entry_id: UUID) -> Found:
    found = document_in(room, entry_id, request.keyring)
    if found.safe_copy is None or room.case is None:
        raise NotThere
    return found


def _asked(request: WorkerRequest, room: Room, found: Found) -> HttpResponse:
    form = GiveForm(request.POST, readers=readers_of(room))
    if not form.is_valid():
        return offer_again(request, form)
    answer = give_copy(
        room=room,
        document=found.entry.pk,
        to=GivenTo.of(form.cleaned_data["to"]),
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(answer, Stopped):
        return offer_again(request, form, refused("DOOR", STOPPED))
    return saved(request, "papers:once", answer)
