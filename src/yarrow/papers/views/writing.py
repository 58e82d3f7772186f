"""Choosing a paper and writing what its wording leaves open. Nothing leaves from here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.facts.who import Identity
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.papers.access import room_with_papers
from yarrow.papers.forms import KIND, LANGUAGE, ON, ChooseForm, PaperForm
from yarrow.papers.queries import identity_in, own_language, papers_for
from yarrow.papers.terms import Token
from yarrow.papers.views.sheets import preview_path, sheet_in, sheet_path
from yarrow.record.views.doors import OnScreen, acting_view, keep_typed, on_screen
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.rooms.queries import draft_at
from yarrow.staff.requests import WorkerRequest


@working_view
def choose_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Which paper, and in which language."""
    room = room_with_papers(request.worker, room_id)
    screen = on_screen(request, room_id)
    if request.method == "POST":
        return _chosen(request, screen, ChooseForm(request.POST, papers=papers_for(room)))
    form = form_for(request, ChooseForm, papers=papers_for(room), language=own_language(screen.recorded))
    return render(request, "papers/choose.html", {"room": screen.shown, "here": room, "form": form})


def _chosen(request: WorkerRequest, screen: OnScreen, form: ChooseForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    identity = identity_in(screen.recorded)
    typed = {name: [form.cleaned_data[name]] for name in (KIND, LANGUAGE)}
    typed |= {ON: [request.clock.today().isoformat()], **_begun(identity, request)}
    path = keep_typed(request, sheet_path(screen.room, new_id()), typed)
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


def _begun(identity: Identity | None, request: WorkerRequest) -> dict[str, list[str]]:
    """First names alone (design.md §5.7): theirs as they are called, and the worker's own."""
    names = {Token.WORKER_NAME.value: [request.worker.name.split()[0]]}
    return names | ({Token.FIRST_NAME.value: [identity.known_as]} if identity else {})


@working_view
def write_page(request: WorkerRequest, room_id: UUID, paper_id: UUID) -> HttpResponse:
    """One paper: drawn from its draft, seen from its post."""
    room = room_with_papers(request.worker, room_id)
    if request.method == "POST":
        return _posted(request, room, paper_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if draft is None:
        return redirect("papers:choose", room.pk)  # as after Back
    sheet = sheet_in(request, room_id, draft.typed)
    given = sheet.given(request)
    address = given["address"]
    context = {
        "room": sheet.screen.shown,
        "here": room,
        "paper_id": paper_id,
        "title": gettext(sheet.wording.kind.words),
        "form": PaperForm.offered_again(draft.typed, draft.problems, **given),
        "is_letter": sheet.wording.has_address,
        "why_not": [gettext(each.text) for each in address.reasons] if isinstance(address, Refused) else [],
        "is_reviewed": sheet.wording.is_reviewed,
    }
    return render(request, "papers/write.html", context)


def _posted(request: WorkerRequest, room: Room, paper_id: UUID) -> HttpResponse:
    sheet = sheet_in(request, room.pk, request.POST)
    form = PaperForm(request.POST, **sheet.given(request))
    if not form.is_valid():
        return offer_again(request, form)
    path = keep_typed(request, preview_path(room, paper_id), typed_in(form))
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


@acting_view
def throw_away(request: WorkerRequest, room_id: UUID, paper_id: UUID) -> HttpResponse:
    """Delete what was typed; what was made already stays in the print log."""
    room = room_with_papers(request.worker, room_id)
    for path in (sheet_path(room, paper_id), preview_path(room, paper_id)):
        forget_draft(worker=request.worker, path=path)
    messages.success(request, gettext("Thrown away: what was typed here is kept no longer."))
    return redirect("record:room", room.pk)
