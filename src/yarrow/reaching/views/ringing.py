"""Before they are rung: the words first, then the number; and the call that is never stopped."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.facts.calls import CallNote, WhoRang
from yarrow.gate.facts.routes import RouteConfirmed, RouteKind
from yarrow.gate.reasons import GateReason
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.reaching.forms import ConfirmForm
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.notes import as_told
from yarrow.reaching.queries import is_held
from yarrow.reaching.shown import every_route, hours_of, on_the_line, reasons_against
from yarrow.record.actions import seal_together
from yarrow.record.views.calling import before_ringing
from yarrow.record.views.doors import OnScreen, on_screen, room_of_a_person
from yarrow.record.views.once import id_of_press
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest


@working_view
def ring_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """The words of a call, and the number only where a routine call may be made now."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _confirmed(request, room, ConfirmForm(request.POST))
    screen = on_screen(request, room_id)
    context = {"room": screen.shown, "here": room, "form": form_for(request, ConfirmForm), "once": new_id()}
    return render(request, "reaching/ring.html", context | _to_ring(request, screen))


def _to_ring(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    found, held = (
        reachable_in(as_told(screen.recorded, screen.entries)),
        is_held(screen.room.case, screen.room),
    )
    call = found.route(RouteKind.CALL)
    before = before_ringing(request, screen)
    against = [
        *_of_the_work(before["before"]),
        *(gettext(each.text) for each in reasons_against(call, held=held, clock=request.clock)),
    ]
    return before | {
        "held": held,
        "words": on_the_line(found, clock=request.clock, held=held),
        "against": against,
        "number": "" if against else call.value,
        "hours": hours_of(call),
        "claims": found.claims,
    }


def _of_the_work(before: tuple[GateReason, ...]) -> list[str]:
    """What stands against calling about this work; that the way is safe is asked here more closely."""
    others = [each for each in before if each.code != "E2"]
    return [" ".join(gettext(words) for words in (each.text, each.to_satisfy) if words) for each in others]


def _confirmed(request: WorkerRequest, room: Room, form: ConfirmForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    ways = tuple(RouteKind.of(each) for each in form.cleaned_data["ways"])
    said = RouteConfirmed(
        ways=ways, confirmed_on=request.clock.today(), how_confirmed=gettext("They said so in a call.")
    )
    outcome = seal_together(
        room=room,
        facts=[(id_of_press(request, room.pk, repr(ways).encode()), said)],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Confirmed today. Now note the call."))
    return saved(request, "record:call", room.pk)


@working_view
def warn_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """To warn them: every number and address there ever was, with its age. Nothing refuses this page.

    Not a hold, an hour, an age, a moved home, a death, nor an entry that cannot be read (design.md §1).
    That somebody looked is in the room's record; that they warned is noted by a press, afterwards.
    """
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _warned(request, room)
    screen = on_screen(request, room_id)
    context = {"room": screen.shown, "here": room, "once": new_id()}
    return render(request, "reaching/warn.html", context | _to_warn(request, screen))


def _to_warn(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    found = reachable_in(as_told(screen.recorded, screen.entries))
    held = is_held(screen.room.case, screen.room)
    return {
        "routes": every_route(found, clock=request.clock, held=held),
        "words": found.words,
        "held": held,
        "readable": found.readable,
    }


def _warned(request: WorkerRequest, room: Room) -> HttpResponse:
    """Noted after it was done. A note that is refused holds up nothing: it is said, and can be written."""
    note = CallNote(who_rang=WhoRang.WE, words=gettext("A call to warn them."))
    outcome = seal_together(
        room=room,
        facts=[(id_of_press(request, room.pk, b"warned"), note)],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        messages.warning(request, gettext("Noting it did not work. Write it down as a call."))
        return redirect("record:call", room.pk)
    messages.success(request, gettext("Noted that they were warned, or that it was tried."))
    return redirect("record:room", room.pk)
