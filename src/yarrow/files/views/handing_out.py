"""Bytes of a file: shown in a page or saved, by an address that works once."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from yarrow.files.access import room_with_documents
from yarrow.files.actions import Ticketed, What, make_ticket, use_ticket
from yarrow.files.queries import can_be_shown, content_of, document_in, part_of
from yarrow.files.rules import media_type, neutral_name
from yarrow.gate.facts.files import FileType
from yarrow.kernel.errors import NotThere
from yarrow.rooms.pages import working_view
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.requests import WorkerRequest

_ORIGINAL = "original"


@working_view
@require_POST
def save(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Ask for a file to be saved on the device; the answer leads to an address that works once.

    A copy that can be looked at here is saved only to be given to somebody, and that is the door's
    (``papers``): what is saved past it was looked at by nobody.
    """
    if request.POST.get("what") == _ORIGINAL:
        return _save_original(request, room_id, entry_id)
    room = room_with_documents(request.worker, room_id)
    kept = document_in(room, entry_id, request.keyring).safe_copy
    if kept is not None and can_be_shown(kept):
        return redirect("papers:give", room.pk, entry_id)
    return _saved(request, room_id, entry_id, What.COPY)


@proved_view
def _save_original(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """The file as it came, with all that lies hidden in it, is handed only to who is proved (R-25)."""
    return _saved(request, room_id, entry_id, What.ORIGINAL)


def _saved(request: WorkerRequest, room_id: UUID, entry_id: UUID, what: What) -> HttpResponse:
    room = room_with_documents(request.worker, room_id)
    ticket = make_ticket(
        room=room,
        entry=entry_id,
        what=what,
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return redirect("files:once", ticket)


@signed_in_view
@require_GET
def once(request: WorkerRequest, ticket_id: UUID) -> HttpResponse:
    """The file itself. Another site can neither show nor save it (``design.middleware.OwnSiteOnly``)."""
    found = use_ticket(
        ticket=ticket_id,
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    try:
        answer = _page(found) if found.what is What.PAGE else _whole(found)
    except CannotOpen:
        raise NotThere from None
    # A picture or a paper that is opened by itself may run nothing and load nothing.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def _whole(found: Ticketed) -> HttpResponse:
    """Opened piece by piece while it is sent.

    Where a piece does not open the answer breaks off: it has said how long it would be, so that the
    browser throws away what came.
    """
    kept = found.kept
    answer = StreamingHttpResponse(content_of(kept, found.room), content_type=media_type(kept.type))
    answer["Content-Length"] = str(kept.size)
    answer["Content-Disposition"] = f'attachment; filename="{neutral_name(kept.type)}"'
    return cast("HttpResponse", answer)  # Django's two kinds of answer share no name that a view may use


def _page(found: Ticketed) -> HttpResponse:
    """One picture; of a paper, the picture of one page."""
    kept = found.kept
    if kept.type is not FileType.PDF:
        content, kind = b"".join(content_of(kept, found.room)), kept.type
    elif 1 <= found.page <= len(kept.pages):
        first, length = kept.pages[found.page - 1]
        content, kind = part_of(kept, found.room, first=first, length=length), FileType.JPEG
    else:
        raise NotThere
    answer = HttpResponse(content, content_type=media_type(kind))
    answer["Content-Disposition"] = f'inline; filename="{neutral_name(kind)}"'
    return answer
