"""Holding back everything that goes out: one tap, no key, also while locked (decisions 0012, 0017)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.cases.queries import case_for
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.reaching.access import may_hold_all, may_lift_for_all
from yarrow.reaching.actions import hold_all, hold_everybody_of, hold_person, lift_hold, lift_hold_for_all
from yarrow.reaching.forms import PressForm
from yarrow.reaching.queries import all_are_held
from yarrow.record.views.doors import acting_view, room_here, room_of_a_person
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.staff.access import pressable_while_locked, proved_view
from yarrow.staff.requests import WorkerRequest


def hold(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Nothing goes out to this person from now on. The press reads nothing and waits for no passphrase."""
    if request.method == "POST" and request.user.is_authenticated:
        return _held(request, room_id)
    return _back_to_room(request, room_id)


@pressable_while_locked
def _held(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    room = room_of_a_person(request, room_id)
    hold_person(room=room, by=request.worker, clock=request.clock)
    messages.success(request, gettext("On hold: nothing goes out to this person until it is lifted."))
    return redirect("record:room", room.pk)


@working_view
def _back_to_room(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    return redirect("record:room", room_here(request, room_id).pk)


@acting_view
def lift(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Let things go again, by who is inside."""
    room = room_of_a_person(request, room_id)
    lift_hold(room=room, by=request.worker, keyring=request.keyring, clock=request.clock)
    messages.success(request, gettext("Lifted for this person. What had been waiting was not kept."))
    return redirect("record:room", room.pk)


def hold_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The same for everybody of a case, by any worker of it; it shows nothing of whom that concerns."""
    if request.method == "POST" and request.user.is_authenticated:
        return _case_held(request, case_id)
    return _back_to_case(request, case_id)


@pressable_while_locked
def _case_held(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case = case_for(request.worker, case_id)
    hold_everybody_of(case=case, by=request.worker, clock=request.clock)
    messages.success(request, gettext("On hold: nothing goes out to anybody of this case."))
    return redirect("desk:case", case.pk)


@working_view
def _back_to_case(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    return redirect("desk:case", case_for(request.worker, case_id).pk)


def hold_everybody(request: HttpRequest) -> HttpResponse:
    """Nothing goes out to anybody of the service: one press by any worker."""
    if request.method == "POST" and request.user.is_authenticated:
        return _everybody_held(request)
    return _hold_page(request)


@pressable_while_locked
def _everybody_held(request: WorkerRequest) -> HttpResponse:
    hold_all(by=request.worker, clock=request.clock)
    messages.success(request, gettext("On hold: nothing goes out to anybody."))
    return redirect("reaching:hold_all")


@working_view
def _hold_page(request: WorkerRequest) -> HttpResponse:
    if not may_hold_all(request.worker):
        raise NotThere
    context = {"held": all_are_held(), "may_lift": may_lift_for_all(request.worker)}
    return render(request, "reaching/hold.html", context)


def lift_everybody(request: HttpRequest) -> HttpResponse:
    """Let everything go again: by a supervisor or manager who proves again who they are."""
    return _everybody_lifted(request) if request.method == "POST" else _lift_page(request)


@working_view
def _lift_page(request: WorkerRequest) -> HttpResponse:
    if not may_lift_for_all(request.worker):
        raise NotThere
    return render(
        request, "reaching/lift.html", {"form": form_for(request, PressForm), "held": all_are_held()}
    )


@proved_view
def _everybody_lifted(request: WorkerRequest) -> HttpResponse:
    outcome = lift_hold_for_all(by=request.worker, clock=request.clock)
    if isinstance(outcome, Refused):
        return offer_again(request, PressForm(request.POST), outcome)
    messages.success(request, gettext("Lifted. Who is on hold by themselves stays so."))
    return redirect("reaching:hold_all")
