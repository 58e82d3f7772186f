"""Recording: choose what it is, write it, save it or throw it away.

The address of a sheet is a fresh random id and says nothing. What is being recorded is known from
the sealed draft, and from a hidden field of the sheet, so that a locked or doubled post keeps it.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.design.forms import WHOLE_FORM, typed_in
from yarrow.design.pages import render
from yarrow.gate.course import has_course
from yarrow.gate.facts import KINDS, Fact, Home, Subject
from yarrow.gate.facts.course import ADULTS_ONLY
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.forms.sheet import BACK, CORRECTS, KIND, FactSheet, fresh, sheet_of
from yarrow.record.queries import entry_in, is_written
from yarrow.record.shown.entries import ShownEntry
from yarrow.record.shown.sentences import sentence_on
from yarrow.rooms.actions import correct_entry, forget_draft, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.pages import offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import Typed
from yarrow.staff.requests import WorkerRequest

from .doors import OnScreen, acting_view, by_hand, keep_typed, on_screen, room_here

WAYS_BACK = {"course": "agreements:course", "time": "children:time", "people": "family_map:map"}
"""Pages of a room that begin a sheet and are gone back to; any other word goes back to the room."""


@working_view
def add_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Everything that can be recorded here, by subject; choosing is a post."""
    if request.method == "POST":
        return _chosen(request, room_id)
    screen = on_screen(request, room_id)
    if screen.home is None:
        raise NotThere
    offered = _by_subject(_fitting(screen, request.clock.today()))
    return render(
        request,
        "record/add.html",
        {"room": screen.shown, "here": screen.room, "subjects": offered, "name": KIND},
    )


def _fitting(screen: OnScreen, today: date) -> Sequence[type[Fact]]:
    """What is offered; in a child's room nothing about what becomes of the adults' relationship."""
    of_adults = screen.home is not Home.PERSON or has_course(screen.recorded, today) is not Answer.NO
    return [kind for kind in screen.by_hand if of_adults or kind not in ADULTS_ONLY]


def _chosen(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    room = room_here(request, room_id)
    kind = _kind_kept(request, request.POST.get(KIND, ""), room)
    way_back = {BACK: [request.POST[BACK]]} if BACK in request.POST else {}
    return redirect(put_on_sheet(request, room, fresh(kind) | way_back))


def _by_subject(kinds: Sequence[type[Fact]]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Each subject with its kinds: value, title, sentence. What works and who helps comes first."""
    order = (Subject.STRENGTHS, *(each for each in Subject if each is not Subject.STRENGTHS))
    shown = ((each, [_offered(kind) for kind in kinds if kind.subject is each]) for each in order)
    return [(gettext(subject.words), offered) for subject, offered in shown if offered]


def _offered(kind: type[Fact]) -> tuple[str, str, str]:
    return kind.kind, gettext(kind.title), sentence_on(kind)


def put_on_sheet(request: WorkerRequest, room: Room, typed: Typed, problems: Typed | None = None) -> str:
    """Seal a filled sheet as a draft at a fresh random address; returns the address."""
    return keep_typed(request, reverse("record:write", args=[room.pk, new_id()]), typed, problems)


@working_view
def write_page(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """One sheet: drawn from its draft, recorded from its post."""
    if request.method == "POST":
        return _posted(request, room_here(request, room_id), entry_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if draft is None:
        return _nothing_to_write(request, room_id, entry_id)
    screen = on_screen(request, room_id)
    kind = _kind_kept(request, _first(draft.typed, KIND), screen.room)
    form = sheet_of(kind).offered_again(draft.typed, draft.problems, today=request.clock.today())
    context = {
        "room": screen.shown,
        "here": screen.room,
        "entry_id": entry_id,
        "form": form,
        "title": gettext(kind.title),
        "sentence": sentence_on(kind),
        "wrong": _put_right(screen, _first(draft.typed, CORRECTS)),
    }
    return render(request, "record/write.html", context)


def _nothing_to_write(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    room = room_here(request, room_id)
    if not is_written(room, entry_id):
        raise NotThere
    return redirect("record:room", room.pk)  # "Back" after saving


def _put_right(screen: OnScreen, entry: str) -> ShownEntry | None:
    """What is being put right; nothing when it has been taken out since, for the words must stay."""
    shown = (read for read in screen.entries if str(read.entry.pk) == entry and not read.is_quarantined)
    return next((screen.reader().show(read) for read in shown), None)


def _posted(request: WorkerRequest, room: Room, entry_id: UUID) -> HttpResponse:
    kind = _kind_kept(request, request.POST.get(KIND, ""), room)
    form = sheet_of(kind)(request.POST, today=request.clock.today())
    if not form.is_valid():
        return offer_again(request, form)
    if is_written(room, entry_id):
        return _written_already(request, room, entry_id, form)
    outcome = _record(request, room, entry_id, form)
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Recorded."))
    return _saved(request, room, form)


def _saved(request: WorkerRequest, room: Room, form: FactSheet) -> HttpResponse:
    return saved(request, WAYS_BACK.get(form.cleaned_data[BACK], "record:room"), room.pk)


def _record(request: WorkerRequest, room: Room, entry_id: UUID, form: FactSheet) -> Entry | Refused:
    wrong = form.cleaned_data[CORRECTS]
    if wrong is None:
        return seal_entry(
            room=room,
            fact=form.fact(),
            by=request.worker,
            keyring=request.keyring,
            clock=request.clock,
            entry_id=entry_id,
        )
    return correct_entry(
        room=room,
        entry=wrong,
        fact=form.fact(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=entry_id,
    )


def _written_already(request: WorkerRequest, room: Room, entry_id: UUID, form: FactSheet) -> HttpResponse:
    """A doubled post records nothing. Other words, from a second tab, wait on a sheet of their own."""
    written = entry_in(room, request.keyring, entry_id)
    if written.fact == form.fact():
        return _saved(request, room, form)
    typed = typed_in(form)
    if written.corrects is not None:
        typed[CORRECTS] = [str(entry_id)]
    problem = gettext("This page was saved from another tab already. These words are not recorded yet.")
    path = put_on_sheet(request, room, typed, {WHOLE_FORM: [problem]})
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


@acting_view
def throw_away(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Delete what was typed on a sheet and not recorded."""
    room = room_here(request, room_id)
    forget_draft(worker=request.worker, path=reverse("record:write", args=[room.pk, entry_id]))
    messages.success(request, gettext("Thrown away. Nothing was recorded."))
    return redirect("record:room", room.pk)


def _kind_kept(request: WorkerRequest, value: str, room: Room) -> type[Fact]:
    kind = KINDS.get(value)
    if kind is None or kind not in by_hand(request, room):
        raise NotThere
    return kind


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, [])), "")
