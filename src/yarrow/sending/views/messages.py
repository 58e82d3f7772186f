"""Messages of one room: queue one of the library, take it back, see what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import STOPPED, Stopped
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.queries import is_held
from yarrow.reaching.rules import AUTOMATIC
from yarrow.rooms.actions import read_room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import facts_that_count
from yarrow.rooms.shown import room_shown
from yarrow.sending.access import may_look_after_sender, room_with_messages
from yarrow.sending.actions import look_again, mark_news_seen, queue_message, take_back
from yarrow.sending.forms import MessageForm, PressForm
from yarrow.sending.queries import is_sender_alive, last_seen, queued_counts
from yarrow.sending.shown import shown_messages
from yarrow.staff.requests import WorkerRequest


@working_view
def messages_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What waits and what became of it, and a form for one more."""
    room_with_messages(request.worker, room_id)
    if request.method == "POST":
        return _queued(request, room_id, MessageForm(request.POST))
    room, entries = read_room(
        room_id=room_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    recorded = facts_that_count(entries)
    shown = shown_messages(room, recorded)
    context = {
        "room": room_shown(room, [each.fact for each in recorded]),
        "here": room,
        "form": form_for(request, MessageForm),
        "messages_shown": shown,
        "has_news": any(each.is_news for each in shown),
        "has_waiting": any(each.is_waiting for each in shown),
        "has_way": any(route.kind in AUTOMATIC for route in reachable_in(recorded).routes),
        "is_held": is_held(room.case, room),
    }
    return render(request, "sending/messages.html", context)


def _queued(request: WorkerRequest, room_id: UUID, form: MessageForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome = queue_message(
        room=room_with_messages(request.worker, room_id),
        message_id=form.cleaned_data["once"],
        wanted=form.wanted(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    if isinstance(outcome, Stopped):
        messages.warning(request, gettext(STOPPED))
        return saved(request, "sending:messages", room_id)
    messages.success(request, gettext("The message waits. You can take it back until its hour."))
    return saved(request, "sending:messages", room_id)


@working_view
def press_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """A press beside a message: take it back, ask again, or say that what became of it was read."""
    room = room_with_messages(request.worker, room_id)
    if request.method == "POST":
        _pressed(request, room_id)
    return redirect("sending:messages", room.pk)


def _pressed(request: WorkerRequest, room_id: UUID) -> None:
    room, press = room_with_messages(request.worker, room_id), request.POST.get("press", "")
    if press == "seen":
        mark_news_seen(room=room, by=request.worker, clock=request.clock)
    elif press == "again":
        look_again(room=room, by=request.worker, keyring=request.keyring, clock=request.clock)
        messages.success(request, gettext("What waits was asked again, as this room now stands."))
    else:
        _taken_back(request, room_id)


def _taken_back(request: WorkerRequest, room_id: UUID) -> None:
    form = PressForm(request.POST)
    if not form.is_valid():
        return  # no message was named; the page is shown again
    outcome = take_back(
        room=room_with_messages(request.worker, room_id),
        message_id=form.cleaned_data["message"],
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        messages.warning(request, " ".join(gettext(reason.text) for reason in outcome.reasons))
    else:
        messages.success(request, gettext("Taken back. It will not be sent."))


@require_GET
@working_view
def service_page(request: WorkerRequest) -> HttpResponse:
    """For managers: whether the sender is alive, and how many messages wait. No room, and nobody."""
    if not may_look_after_sender(request.worker):
        raise NotThere
    now = request.clock.now()
    context = {"alive": is_sender_alive(now), "seen": last_seen(), "waiting": queued_counts(now)}
    return render(request, "sending/service.html", context)
