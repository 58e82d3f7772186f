"""Sharing with an agency: choose; see word for word; yes. Then what came back, or that it stands no more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.agencies.actions import share_with_agency, write_share_step
from yarrow.agencies.actions.sharing import seen_mark
from yarrow.agencies.forms import ShareForm, ShareStepForm
from yarrow.agencies.rules import looks_like_a_place
from yarrow.agencies.shown import offered, words_of
from yarrow.design.forms import WHOLE_FORM, typed_in
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.agencies import AgencyShare
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.shown.entries import lines_of
from yarrow.record.views.doors import OnScreen, acting_view, room_of_a_person
from yarrow.record.views.once import id_of_press
from yarrow.rooms.actions import forget_draft, save_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import DraftContent
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

from .following import told_as, with_log


@working_view
def share(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Step one: to whom, why, on what ground, and which entries."""
    room_of_a_person(request, room_id)
    screen = with_log(request, room_id)
    plain, where = offered(screen.recorded)
    if request.method == "POST":
        return _to_preview(request, screen.room, ShareForm(request.POST, plain=plain, where=where))
    form = form_for(request, ShareForm, plain=plain, where=where)
    return render(request, "agencies/share.html", {"room": screen.shown, "here": screen.room, "form": form})


def _to_preview(request: WorkerRequest, room: Room, form: ShareForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    path = _path(room, new_id())
    save_draft(worker=request.worker, path=path, typed=typed_in(form), problems={}, clock=request.clock)
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


def _path(room: Room, share_id: UUID) -> str:
    return reverse("agencies:share_seen", args=[room.pk, share_id])


@signed_in_view
def share_seen(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Step two: word for word what they read. A press here shows it again and sends nothing."""
    room_of_a_person(request, room_id)
    screen = with_log(request, room_id)
    prepared = _prepared(request, screen, share_id)
    if request.method == "POST":
        return redirect(request.path)
    if prepared is None:
        return redirect("agencies:share", screen.room.pk)
    draft, made = prepared
    context = {
        "room": screen.shown,
        "here": screen.room,
        "share_id": share_id,
        "lines": [line for line in lines_of(made) if line.text != made.words],
        "words": made.words,
        "has_place": looks_like_a_place(made.words),
        "seen": seen_mark(made),
        "problems": draft.problems.get(WHOLE_FORM, []),
    }
    return render(request, "agencies/share_seen.html", context)


def _prepared(
    request: WorkerRequest, screen: OnScreen, share_id: UUID
) -> tuple[DraftContent, AgencyShare] | None:
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=_path(screen.room, share_id))
    if draft is None:
        return None
    plain, where = offered(screen.recorded)
    form = ShareForm.from_draft(draft.typed, plain=plain, where=where)
    if not form.is_valid():
        return None
    return draft, form.share(words_of(screen.recorded, form.chosen(), form.cleaned_data["more"]))


@acting_view
def share_now(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Step three: exactly what was seen, through the door."""
    room_of_a_person(request, room_id)
    screen = with_log(request, room_id)
    prepared = _prepared(request, screen, share_id)
    if prepared is None:
        return redirect("agencies:share", screen.room.pk)
    draft, made = prepared
    said = share_with_agency(
        room=screen.room,
        share=made,
        share_id=share_id,
        seen=request.POST.get("seen", ""),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return _again(request, screen.room, share_id, draft, said)
    forget_draft(worker=request.worker, path=_path(screen.room, share_id))
    messages.success(request, gettext("It is on record. Print it, or read it to them."))
    return redirect("agencies:paper", screen.room.pk, said.pk)


def _again(
    request: WorkerRequest, room: Room, share_id: UUID, draft: DraftContent, said: Refused
) -> HttpResponse:
    path = _path(room, share_id)
    problems = {WHOLE_FORM: [gettext(reason.text) for reason in said.reasons]}
    save_draft(worker=request.worker, path=path, typed=draft.typed, problems=problems, clock=request.clock)
    return redirect(path)


@acting_view
def share_away(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Throw away what was chosen and not shared."""
    room = room_of_a_person(request, room_id)
    forget_draft(worker=request.worker, path=_path(room, share_id))
    messages.success(request, gettext("Thrown away. Nothing was passed on."))
    return redirect("agencies:told", room.pk)


@working_view
def share_step(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """What came back from the agency, or that the agreement is taken back."""
    screen = with_log(request, room_id)
    fact, shown = told_as(request, screen, entry_id)
    if not isinstance(fact, AgencyShare):
        raise NotThere
    if request.method == "POST":
        return _step_written(request, screen.room, fact, ShareStepForm(request.POST))
    context = {
        "room": screen.shown,
        "here": screen.room,
        "one": shown,
        "form": form_for(request, ShareStepForm),
        "once": new_id(),
    }
    return render(request, "agencies/share_step.html", context)


def _step_written(request: WorkerRequest, room: Room, made: AgencyShare, form: ShareStepForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    step = form.step(made.share)
    step_id = id_of_press(request, room.pk, to_bytes(step)) or new_id()
    said = write_share_step(
        room=room, step=step, step_id=step_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    return saved(request, "agencies:told", room.pk)
