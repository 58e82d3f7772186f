"""The room itself: what is recorded, what works first; what must be in place; and what may be pressed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.access import may_hand_out_rooms
from yarrow.design.pages import render
from yarrow.emergency.queries import card_states
from yarrow.gate.course import has_course
from yarrow.gate.facts import Home, Subject
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.words import Answer
from yarrow.policy.queries import policy_on
from yarrow.record.forms.sheet import KIND
from yarrow.record.preparing.session import under_way
from yarrow.record.rules import BY_SPECIALISTS
from yarrow.record.shown.answers import always_possible, answers_of
from yarrow.record.shown.asked import asked_of
from yarrow.record.shown.entries import subjects_of
from yarrow.record.shown.official import official_name
from yarrow.rooms.actions import attest, fulfil_grants, open_drops
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import holders_of, open_grants_for, shares_standing, stage_of, unopened_drops
from yarrow.staff.access import proved_view
from yarrow.staff.requests import WorkerRequest

from .doors import OnScreen, acting_view, on_screen, room_here


@working_view
@require_GET
def room_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One room, read by somebody who is inside."""
    screen = on_screen(request, room_id)
    whole = (
        _what_is_prepared(request, screen)
        | _what_is_recorded(screen)
        | _what_waits(request, screen)
        | _what_must_be_in_place(request, screen)
        | _what_is_still_asked(request, screen)
    )
    whole |= _own_way_on(request, screen) | _emergency_card(request, screen)
    whole["official_name"] = official_name(screen.room, screen.recorded)
    return render(request, "record/room.html", {"room": screen.shown, "here": screen.room} | whole)


def _what_is_prepared(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    """The worker's own session with the person, if one is under way."""
    if screen.home is not Home.PERSON:
        return {"preparing": None}
    return {"preparing": under_way(screen.room, request.worker, request.keyring)}


def _what_is_recorded(screen: OnScreen) -> dict[str, Any]:
    subjects = subjects_of(screen.entries, screen.reader())
    strengths_title = gettext(Subject.STRENGTHS.words)
    return {
        "subjects": subjects,
        "may_write": screen.home is not None,
        "is_person": screen.home is Home.PERSON,
        "has_shares": screen.home is Home.PERSON and bool(shares_standing(screen.entries)),
        "no_strengths_yet": screen.home is Home.PERSON and strengths_title not in {s.title for s in subjects},
        "strengths_title": strengths_title,
    }


def _own_way_on(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    """The page of what they want and do next; not for a child's room."""
    is_person = screen.home is Home.PERSON
    return {
        "has_way_on": is_person and has_course(screen.recorded, request.clock.today()) is not Answer.NO,
    }


def _emergency_card(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    """Whether colleagues on duty could find this person at night."""
    if screen.home is not Home.PERSON:
        return {"emergency_card": None}
    return {"emergency_card": card_states([screen.room.pk], request.clock.today())[screen.room.pk]}


def _what_waits(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    room = screen.room
    return {
        "notes": unopened_drops(room).count(),
        "to_let_in": [
            gettext("%(worker)s, asked for by %(name)s")
            % {"worker": grant.worker.name, "name": grant.asked_by.name}
            for grant in open_grants_for(request.worker)
            if grant.room_id == room.pk
        ],
        "inside": [worker.name for worker in holders_of(room)],
        "may_ask": room.case is not None and may_hand_out_rooms(request.worker, room.case),
    }


def _what_must_be_in_place(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    today = request.clock.today()
    answers = answers_of(screen.recorded, screen.home, today, policy_on(today)) if screen.home else ()
    in_place = {
        "answers": answers,
        "waiting": sum(len(answer.forms) for answer in answers if answer.count),
        "always_possible": always_possible(today),
        "today": today,
        "titles": {kind.kind: gettext(kind.title) for kind in screen.by_hand},
        "sent_by_specialists": {kind.kind for kind in BY_SPECIALISTS.difference(screen.by_hand)},
        "name": KIND,
        "shares_kind": SharesLookedAt.kind,
        "shares_at": reverse("record:shares", args=[screen.room.pk]),
    }
    return {"in_place": in_place}


def _what_is_still_asked(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    """After a change, before something ends, before the case moves on; the shared room is asked nothing."""
    room, today = screen.room, request.clock.today()
    if screen.home is None or room.case is None:
        return {"asked": None}
    return {"asked": asked_of(screen.recorded, screen.home, room.case, stage_of(room), today)}


@acting_view
def open_notes(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Read every waiting note into the room."""
    room = room_here(request, room_id)
    open_drops(room=room, by=request.worker, keyring=request.keyring, clock=request.clock)
    if unopened_drops(room).exists():
        messages.warning(request, gettext("A note could not be opened. Tell the supervisor."))
    return redirect("record:room", room_id)


@acting_view
def still_so(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Say again that things are as recorded, after asking alone today."""
    room = room_here(request, room_id)
    if attest(room=room, by=request.worker, keyring=request.keyring, clock=request.clock) is not None:
        messages.success(request, gettext("You said today that this is still so."))
    return redirect("record:room", room_id)


@acting_view
@proved_view
def let_in(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Let in the colleagues whom the supervisor asked to be let in; a key is given only by who is proved."""
    room_here(request, room_id)
    fulfil_grants(by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("record:room", room_id)
