"""A paper as it will be read; then it is made, and brought to the door."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.forms import WHOLE_FORM
from yarrow.design.pages import render
from yarrow.outgoing.actions import STOPPED, Stopped
from yarrow.papers.access import room_with_papers
from yarrow.papers.actions import make_paper
from yarrow.papers.forms import PaperForm
from yarrow.papers.making.asked import Asked
from yarrow.papers.making.cover import cover_of
from yarrow.papers.terms import PaperFormat, PaperKind
from yarrow.papers.views.sheets import Sheet, preview_path, sheet_in, sheet_path
from yarrow.record.views.doors import acting_view, keep_typed
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import DraftContent
from yarrow.rooms.shown import colour_of
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

FORMAT = "format"


@signed_in_view
def preview_page(request: WorkerRequest, room_id: UUID, paper_id: UUID) -> HttpResponse:
    """Word for word what will be read. A press here shows it again and makes nothing."""
    room = room_with_papers(request.worker, room_id)
    if request.method == "POST":
        return redirect(request.path)
    prepared = _prepared(request, room, paper_id)
    if isinstance(prepared, HttpResponse):
        return prepared
    draft, sheet, asked = prepared
    context = {
        "room": sheet.screen.shown,
        "here": room,
        "paper_id": paper_id,
        "title": gettext(asked.kind.words),
        "paper": asked.filled(),
        "is_reviewed": sheet.wording.is_reviewed,
        "problems": draft.problems.get(WHOLE_FORM, []),
        "formats": [(each.value, gettext(each.words)) for each in (*PaperFormat, PaperKind.COVER)],
    }
    return render(request, "papers/preview.html", context)


@acting_view
def make(request: WorkerRequest, room_id: UUID, paper_id: UUID) -> HttpResponse:
    """Make exactly what was seen and bring it to the door: a way to fetch it once, or one sentence."""
    room = room_with_papers(request.worker, room_id)
    prepared = _prepared(request, room, paper_id)
    if isinstance(prepared, HttpResponse):
        return prepared
    draft, _sheet, asked = prepared
    answer = make_paper(
        room=room,
        asked=_in_format(asked, request.POST.get(FORMAT, ""), room),
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    problems = {WHOLE_FORM: [gettext(STOPPED)]} if isinstance(answer, Stopped) else {}
    path = keep_typed(request, preview_path(room, paper_id), draft.typed, problems)
    return redirect(path) if isinstance(answer, Stopped) else redirect("papers:once", answer)


def _in_format(asked: Asked, typed: str, room: Room) -> Asked:
    if typed == PaperKind.COVER:
        return cover_of(asked, room=room.pk, colour=colour_of(room))
    chosen = next((each for each in PaperFormat if each.value == typed), PaperFormat.PDF)
    return replace(asked, format=chosen)


@acting_view
def change(request: WorkerRequest, room_id: UUID, paper_id: UUID) -> HttpResponse:
    """Back to the words, which are kept."""
    room = room_with_papers(request.worker, room_id)
    path = preview_path(room, paper_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
    if draft is None:
        return redirect("record:room", room.pk)
    return _back_to_words(request, room, paper_id, draft)


def _prepared(
    request: WorkerRequest, room: Room, paper_id: UUID
) -> tuple[DraftContent, Sheet, Asked] | HttpResponse:
    """What waits to be made, checked once more against today; or the page to go to when it is not sound."""
    path = preview_path(room, paper_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
    if draft is None:
        return redirect("record:room", room.pk)
    sheet = sheet_in(request, room.pk, draft.typed)
    form = PaperForm.from_draft(draft.typed, **sheet.given(request))
    if not form.is_valid():
        return _back_to_words(request, room, paper_id, draft)
    return draft, sheet, form.asked(PaperFormat.PDF)


def _back_to_words(request: WorkerRequest, room: Room, paper_id: UUID, draft: DraftContent) -> HttpResponse:
    path = keep_typed(request, sheet_path(room, paper_id), draft.typed)
    forget_draft(worker=request.worker, path=preview_path(room, paper_id))
    return redirect(path)
