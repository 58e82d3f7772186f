"""What the child allows to be passed on: asked one by one, taken back, and passed on word for word."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.children.actions import note_what_child_allows, take_back_leave
from yarrow.children.forms import AllowForm
from yarrow.children.queries import allowed_in, is_a_childs, may_go_to
from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.facts.proposals import ChildAllows
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.record.views.doors import OnScreen, acting_view, keep_typed, on_screen
from yarrow.record.views.once import id_of_press
from yarrow.rooms.access import rooms_words_may_go_to
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

ENTRY, BACK_AGAIN = "said", "taken_back"


@working_view
def allow(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One thing that the child said, and what the child says about passing it on."""
    screen = _childs_room(request, room_id)
    rooms, today = _rooms(request, screen), request.clock.today()
    if request.method == "POST":
        return _noted(request, screen, AllowForm(request.POST, rooms=rooms, today=today))
    form = form_for(request, AllowForm, rooms=rooms, today=today)
    whole = {"room": screen.shown, "here": screen.room, "form": form, "once": new_id()}
    return render(request, "children/allow.html", whole)


def _noted(request: WorkerRequest, screen: OnScreen, form: AllowForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    fact = cast("ChildAllows", form.fact())
    said = note_what_child_allows(
        room=screen.room,
        said=fact,
        rooms=form.rooms(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=id_of_press(request, screen.room.pk, repr(sorted(typed_in(form).items())).encode()),
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Recorded."))
    return saved(request, "children:time", screen.room.pk)


@acting_view
def said(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Beside one thing: the child does not allow it any more, or it is passed on where it may go."""
    screen = _childs_room(request, room_id)
    entry = _entry(request)
    found = next((each for each in allowed_in(screen.entries) if each.entry.pk == entry), None)
    if found is None or not isinstance(found.fact, ChildAllows):
        return redirect("children:time", screen.room.pk)
    if BACK_AGAIN in request.POST:
        return _taken_back(request, screen, found.entry.pk)
    return _to_be_passed_on(request, screen, found.fact)


def _taken_back(request: WorkerRequest, screen: OnScreen, entry: UUID) -> HttpResponse:
    take_back_leave(
        room=screen.room, words=entry, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    messages.success(request, gettext("Recorded. It is not offered for passing on any more."))
    return redirect("children:time", screen.room.pk)


def _to_be_passed_on(request: WorkerRequest, screen: OnScreen, fact: ChildAllows) -> HttpResponse:
    """The words wait on the page where words are passed on; nothing goes before they are seen and agreed."""
    places = [room for room in may_go_to(fact) if room in _rooms(request, screen)]
    if not places:
        return redirect("children:time", screen.room.pk)
    typed: dict[str, list[str]] = {"words": [fact.words]}
    if len(places) == 1:
        typed["target"] = [str(places[0])]
    return redirect(keep_typed(request, reverse("record:share", args=[screen.room.pk]), typed))


def _childs_room(request: WorkerRequest, room_id: UUID) -> OnScreen:
    """A room of somebody under 18, opened; raises NotThere for any other."""
    screen = on_screen(request, room_id)
    if is_a_childs(screen.recorded, request.clock) is not Answer.YES:
        raise NotThere
    return screen


def _rooms(request: WorkerRequest, screen: OnScreen) -> Mapping[UUID, str]:
    labels = labels_of(rooms_beside(screen.room))
    return {each.pk: labels[each.pk] for each in rooms_words_may_go_to(request.worker, screen.room)}


def _entry(request: WorkerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(ENTRY, ""))
    except ValueError:
        return None
