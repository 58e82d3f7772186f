"""Passing words on, in three steps: the words and the agreement; exactly what will be read; yes.

The words wait in a sealed draft at the preview's random address. The press that sends them has an
address of its own, so that a press after the lock cannot overwrite the words.
"""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.design.forms import WHOLE_FORM, typed_in
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.record.forms.acts import ShareForm
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.rooms.access import rooms_words_may_go_to
from yarrow.rooms.actions import forget_draft, share_words
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import DraftContent
from yarrow.rooms.rules import preview_mark
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

from .doors import acting_view, keep_typed, on_screen, room_of_a_person


@working_view
def share_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Step one: the words, where they will be read, and how the person agreed."""
    room = room_of_a_person(request, room_id)
    places, today = _places(request, room), request.clock.today()
    if request.method == "POST":
        return _to_preview(request, room, ShareForm(request.POST, places=places, today=today))
    screen = on_screen(request, room_id)
    form = form_for(request, ShareForm, places=places, today=today)
    return render(request, "record/share.html", {"room": screen.shown, "here": room, "form": form})


def _to_preview(request: WorkerRequest, room: Room, form: ShareForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    path = keep_typed(request, _preview_path(room, new_id()), typed_in(form))
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


@signed_in_view
def preview_page(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Step two: word for word what will be read, and where. A press here shows it again and sends nothing."""
    room = room_of_a_person(request, room_id)
    prepared = _prepared(request, room, share_id)
    if request.method == "POST":
        return redirect(request.path)
    if isinstance(prepared, HttpResponse):
        return prepared
    draft, form = prepared
    words, target = form.cleaned_data["words"], UUID(form.cleaned_data["target"])
    context = {
        "room": on_screen(request, room_id).shown,
        "here": room,
        "share_id": share_id,
        "words": words,
        "place": _places(request, room)[target],
        "seen": preview_mark(words=words, target=target),
        "problems": draft.problems.get(WHOLE_FORM, []),
    }
    return render(request, "record/preview.html", context)


@acting_view
def pass_on(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Step three: pass on exactly what was seen. A doubled press finds nothing left to pass on."""
    room = room_of_a_person(request, room_id)
    prepared = _prepared(request, room, share_id)
    if isinstance(prepared, HttpResponse):
        return prepared
    draft, form = prepared
    path, outcome = _preview_path(room, share_id), _shared(request, room, form)
    if isinstance(outcome, Refused):
        problems = [gettext(reason.text) for reason in outcome.reasons]
        return redirect(keep_typed(request, path, draft.typed, {WHOLE_FORM: problems}))
    forget_draft(worker=request.worker, path=path)
    messages.success(request, gettext("Passed on, word for word."))
    return redirect("record:room", room.pk)


def _shared(request: WorkerRequest, room: Room, form: ShareForm) -> Drop | Refused:
    chosen = form.cleaned_data
    return share_words(
        source=room,
        target=next(other for other in rooms_beside(room) if str(other.pk) == chosen["target"]),
        words=chosen["words"],
        agreed_how=chosen["agreed_how"],
        agreed_on=chosen["agreed_on"],
        seen=request.POST.get("seen", ""),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


@acting_view
def change_words(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Back to the words, which are kept."""
    room = room_of_a_person(request, room_id)
    prepared = _prepared(request, room, share_id)
    forget_draft(worker=request.worker, path=_preview_path(room, share_id))
    return prepared if isinstance(prepared, HttpResponse) else _back_to_words(request, room, prepared[0])


@acting_view
def throw_share_away(request: WorkerRequest, room_id: UUID, share_id: UUID) -> HttpResponse:
    """Delete the words and the agreement that were typed and not passed on."""
    room = room_of_a_person(request, room_id)
    forget_draft(worker=request.worker, path=_preview_path(room, share_id))
    messages.success(request, gettext("Thrown away. Nothing was passed on."))
    return redirect("record:room", room.pk)


def _prepared(
    request: WorkerRequest, room: Room, share_id: UUID
) -> tuple[DraftContent, ShareForm] | HttpResponse:
    """What waits to be passed on, checked once more; or the page to go to when nothing sound does."""
    path = _preview_path(room, share_id)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
    if draft is None:
        return redirect("record:room", room.pk)
    form = ShareForm.from_draft(draft.typed, places=_places(request, room), today=request.clock.today())
    return (draft, form) if form.is_valid() else _back_to_words(request, room, draft)


def _back_to_words(request: WorkerRequest, room: Room, draft: DraftContent) -> HttpResponse:
    return redirect(keep_typed(request, reverse("record:share", args=[room.pk]), draft.typed))


def _places(request: WorkerRequest, room: Room) -> Mapping[UUID, str]:
    labels = labels_of(rooms_beside(room))
    return {other.pk: labels[other.pk] for other in rooms_words_may_go_to(request.worker, room)}


def _preview_path(room: Room, share_id: UUID) -> str:
    return reverse("record:preview", args=[room.pk, share_id])
