"""A specialist's own view: typed, seen exactly as it will be read, then sealed into one room.

The words wait in a sealed draft of the first page; the preview is made from it, and a mark says
that exactly this was seen, for exactly this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.models import Case
from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.risk import Specialist, SpecialistView, View, ViewOf
from yarrow.gate.facts.team import WholeView
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.record.forms.acts import ViewForm
from yarrow.record.queries import case_to_advise, rooms_to_advise
from yarrow.record.shown.entries import lines_of
from yarrow.record.shown.room import labels_of
from yarrow.rooms.actions import drop_note, forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.rooms.rules import preview_mark
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest

from .doors import keep_typed
from .once import id_of_press


@dataclass(frozen=True, slots=True)
class Prepared:
    """A view that waits to be sent: into which room, what that is called here, and exactly what."""

    room: Room
    place: str
    fact: SpecialistView | WholeView

    @property
    def mark(self) -> str:
        """Marks exactly this view for exactly this room."""
        return preview_mark(words=to_bytes(self.fact).decode(), target=self.room.pk)


@working_view
def give_view_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Step one: about whom, by which specialist, the view and the words."""
    case = case_to_advise(request.worker, case_id)
    places = _places(case)
    if request.method == "POST":
        return _to_preview(request, case, ViewForm(request.POST, places=places))
    form = form_for(request, ViewForm, places=places)
    return render(request, "record/give_view.html", {"case": case, "form": form})


def _to_preview(request: WorkerRequest, case: Case, form: ViewForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    keep_typed(request, request.path, typed_in(form))
    return redirect("record:view_preview", case.pk)


@working_view
def view_preview_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Step two: exactly what will be read, and where; sealed there only on a press."""
    case = case_to_advise(request.worker, case_id)
    prepared = _prepared(request, case)
    if prepared is None:
        return redirect("record:give_view", case.pk)  # nothing waits: a doubled press, or an old tab
    if request.method == "POST" and request.POST.get("seen") == prepared.mark:
        return _sent(request, case, prepared)
    if request.method == "POST":
        messages.warning(request, gettext("Look at it again: what you are about to send has changed."))
        return redirect(request.path)
    context = {
        "case": case,
        "place": prepared.place,
        "view": {"lines": lines_of(prepared.fact)},
        "seen": prepared.mark,
        "once": new_id(),
    }
    return render(request, "record/view_preview.html", context)


@working_view
def throw_view_away(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Delete what was typed and not sent."""
    case = case_to_advise(request.worker, case_id)
    if request.method == "POST":
        forget_draft(worker=request.worker, path=_first_page(case))
        messages.success(request, gettext("Thrown away. Nothing was sent."))
    return redirect("record:give_view", case.pk)


def _sent(request: WorkerRequest, case: Case, prepared: Prepared) -> HttpResponse:
    drop_note(
        room=prepared.room,
        fact=prepared.fact,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        drop_id=id_of_press(request, prepared.room.pk, to_bytes(prepared.fact)),
    )
    forget_draft(worker=request.worker, path=_first_page(case))
    messages.success(request, gettext("Sealed and sent. It waits in that room to be read."))
    return saved(request, "desk:case", case.pk)


def _prepared(request: WorkerRequest, case: Case) -> Prepared | None:
    """What was typed on the first page, checked once more; None where nothing sound waits."""
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=_first_page(case))
    places = _places(case)
    form = ViewForm.from_draft(draft.typed if draft else {}, places=places)
    if not form.is_valid():
        return None
    room = next(each for each in rooms_to_advise(case) if str(each.pk) == form.cleaned_data["place"])
    return Prepared(room, places[room.pk], _view_for(room, form))


def _view_for(room: Room, form: ViewForm) -> SpecialistView | WholeView:
    chosen = form.cleaned_data
    by, view, words = Specialist.of(chosen["by"]), View.of(chosen["view"]), LongText(chosen["words"])
    if room.kind == RoomKind.TEAM:
        return WholeView(by=by, view=view, words=words)
    return SpecialistView(by=by, view=view, words=words, about=ViewOf.THIS_PERSON)


def _places(case: Case) -> Mapping[UUID, str]:
    """Rooms by colour, as elsewhere, and the team's for the meeting as a whole."""
    rooms = rooms_to_advise(case)
    labels = labels_of(rooms)
    whole = gettext("The meeting as a whole, for the team")
    return {room.pk: whole if room.kind == RoomKind.TEAM else labels[room.pk] for room in rooms}


def _first_page(case: Case) -> str:
    return reverse("record:give_view", args=[case.pk])
