"""The half-minute note of a call: open it, one choice, one press."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.who import ReachConfirmed
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.policy.queries import policy_on
from yarrow.record.actions import note_call
from yarrow.record.forms.calls import CallForm
from yarrow.record.shown.reaching import (
    needs_go_ahead_of_another,
    reasons_not_to_ring,
    waits_for_the_lead,
)
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import holds, team_room
from yarrow.staff.requests import WorkerRequest

from .doors import OnScreen, on_screen, room_of_a_person
from .once import id_of_press


@working_view
def call_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Note a call with this person or about them; one press may confirm the way to reach them."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _noted(request, room, CallForm(request.POST))
    screen = on_screen(request, room_id)
    context = {
        "room": screen.shown,
        "here": room,
        "form": form_for(request, CallForm),
        "once": new_id(),
    } | before_ringing(request, screen)
    return render(request, "record/call.html", context)


def before_ringing(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    """What stands against ringing them today. It is said, and holds up no note and no warning."""
    today = request.clock.today()
    source = _source_known_to(request, screen.room)
    return {
        "before": reasons_not_to_ring(screen.recorded, source, today, policy_on(today)),
        "after_go_ahead": needs_go_ahead_of_another(screen.recorded, today),
        "ask_the_lead": source is None and waits_for_the_lead(screen.recorded),
    }


def _source_known_to(request: WorkerRequest, room: Room) -> str | None:
    """Who asked for the work, for who is inside the team's room; a room of no case has nobody known."""
    if room.case is None:
        return ""
    team = team_room(room.case)
    return room.case.referral_source if team is not None and holds(request.worker, team) else None


def _noted(request: WorkerRequest, room: Room, form: CallForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    note = form.note()
    outcome = _sealed(request, room, note, still_right=form.cleaned_data["still_right"])
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    _say_what_was_done(request, note, confirmed=form.cleaned_data["still_right"])
    return saved(request, "record:room", room.pk)


def _sealed(
    request: WorkerRequest, room: Room, note: CallNote, *, still_right: bool
) -> tuple[Entry, ...] | Refused:
    return note_call(
        room=room,
        note=note,
        note_id=id_of_press(request, room.pk, to_bytes(note)),
        reach_id=id_of_press(request, room.pk, ReachConfirmed.kind.encode()),
        still_right=still_right,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


def _say_what_was_done(request: WorkerRequest, note: CallNote, *, confirmed: bool) -> None:
    if confirmed:
        messages.success(request, gettext("Noted. This way of reaching them is confirmed today."))
    elif note.what is CallOutcome.SOMEBODY_ELSE:
        said = gettext(
            "Noted. Somebody else was on the phone, so nothing is confirmed. If it worries you, raise a "
            "care card, or record that this way is no longer safe."
        )
        messages.warning(request, said)
    elif note.safe_to_talk is Answer.NO:
        said = gettext("Noted. If this way of reaching them is no longer safe, record that next.")
        messages.warning(request, said)
    else:
        messages.success(request, gettext("Noted."))
