"""The documents of a room: what is there, adding one, looking at one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.colours import RoomShown
from yarrow.design.pages import render
from yarrow.files.access import room_with_documents
from yarrow.files.actions import What, keep_document, make_ticket
from yarrow.files.forms import DocumentForm, name_of
from yarrow.files.looking import look_at
from yarrow.files.queries import (
    Found,
    can_be_shown,
    content_of,
    documents_among,
    shown_on_pages,
    the_document,
)
from yarrow.files.receiving import SealedUpload
from yarrow.files.rules import SHOWN_WORDS
from yarrow.files.shown import all_shown, shown
from yarrow.gate.facts.files import FileType
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.recorded import facts_that_count
from yarrow.rooms.shown import room_shown
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class _OnScreen:
    room: Room
    band: RoomShown
    documents: tuple[Found, ...]


def _read(request: WorkerRequest, room_id: UUID) -> _OnScreen:
    """Open a room for its documents, which leaves a row in its chain (R-36)."""
    room_with_documents(request.worker, room_id)
    room, entries = read_room(
        room_id=room_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    facts = [each.fact for each in facts_that_count(entries)]
    return _OnScreen(room, room_shown(room, facts), documents_among(entries))


@working_view
def documents_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Everything that was given to us for this room, and a form for more."""
    if request.method == "POST":
        return _sent(request, room_with_documents(request.worker, room_id))
    screen = _read(request, room_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    context = {
        "room": screen.band,
        "here": screen.room,
        "documents": all_shown(screen.documents),
        "form": form_for(request, DocumentForm),
        "is_again": draft is not None,
    }
    return render(request, "files/documents.html", context)


def _sent(request: WorkerRequest, room: Room) -> HttpResponse:
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return offer_again(request, form)
    outcome = _kept(request, room, form.cleaned_data)
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("The document is kept, sealed."))
    return saved(request, "files:document", room.pk, outcome.pk)


def _kept(request: WorkerRequest, room: Room, said: dict[str, Any]) -> Entry | Refused:
    upload: SealedUpload = said["file"]
    if upload.pieces is None:
        raise NotThere
    looked = look_at(upload.pieces)
    if isinstance(looked, Refused):
        return looked
    return keep_document(
        room=room,
        entry_id=said["once"],
        name=name_of(upload),
        caption=said["caption"],
        upload=upload.pieces,
        looked=looked,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


@working_view
@require_GET
def document_page(request: WorkerRequest, room_id: UUID, entry_id: UUID, number: int = 1) -> HttpResponse:
    """One document: its safe copy, page by page, without anything being saved on the device."""
    screen = _read(request, room_id)
    found = the_document(screen.documents, entry_id)
    count = shown_on_pages(found.safe_copy)
    if not 1 <= number <= max(count, 1):
        raise NotThere
    context = {
        "room": screen.band,
        "here": screen.room,
        "document": shown(found),
        "number": number,
        "picture": _ticket(request, screen.room, entry_id, number) if count else None,
        "words": _words(found, screen.room),
        "only_saved": found.safe_copy is not None and not can_be_shown(found.safe_copy),
    }
    return render(request, "files/document.html", context)


def _ticket(request: WorkerRequest, room: Room, entry_id: UUID, number: int) -> UUID:
    return make_ticket(
        room=room,
        entry=entry_id,
        what=What.PAGE,
        page=number,
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


def _words(found: Found, room: Room) -> str:
    """A plain text as it is; empty for everything else, and for one that does not open."""
    kept = found.safe_copy
    if kept is None or kept.type is not FileType.TEXT:
        return ""
    try:
        return b"".join(content_of(kept, room.pk)).decode(errors="replace")[:SHOWN_WORDS]
    except CannotOpen:
        return gettext("This file cannot be opened. Tell the supervisor.")
