"""Vetting what would be carried: two workers read it, and nothing is delivered unseen (domain.md E27).

Words leave a room only as a share, so only shared words can be carried.
"""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.gate.forms import CARRIED, Form
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import vet_message
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import plan_for
from yarrow.record.shown.room import room_shown
from yarrow.rooms.actions import read_room
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Room
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import ReadEntry, rooms_held_by
from yarrow.rooms.queries.recorded import facts_that_count
from yarrow.staff.requests import WorkerRequest

Message = tuple[Room, tuple[ReadEntry, ...], ReadEntry]
"""The room it lies in, everything read there, and the entry."""


def _carried_plan(request: WorkerRequest, plan_id: UUID) -> Plan:
    plan = plan_for(request.worker, plan_id)
    if Form.of(plan.form) not in CARRIED:
        raise NotThere
    return plan


def _messages(request: WorkerRequest, plan: Plan) -> Iterator[Message]:
    """Shared words that lie in rooms this worker is in; reading them leaves a row (R-36)."""
    for held in rooms_held_by(request.worker).filter(case=plan.case):
        room, entries = read_room(
            room_id=held.pk, by=request.worker, keyring=request.keyring, clock=request.clock
        )
        yield from (
            (room, entries, read) for read in entries if read.counts and isinstance(read.fact, SharedWords)
        )


@require_GET
@working_view
def messages_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """The words that might be carried, and which of them this worker has read for it."""
    plan = _carried_plan(request, plan_id)
    read_by_me = set(plan.vettings.filter(worker=request.worker).values_list("message", flat=True))
    found = [
        {"id": read.entry.pk, "day": read.entry.day, "is_vetted": read.entry.pk in read_by_me}
        for _room, _entries, read in _messages(request, plan)
    ]
    return render(request, "meetings/messages.html", {"plan_id": plan.pk, "found": found})


@working_view
def vet(request: WorkerRequest, plan_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show one message whole, and let who has read it say so."""
    plan = _carried_plan(request, plan_id)
    room, entries, read = _message(request, plan, entry_id)
    if request.method == "POST":
        vet_message(plan=plan, message=entry_id, by=request.worker, clock=request.clock)
        return redirect("meetings:messages", plan.pk)
    shown = room_shown(room, [each.fact for each in facts_that_count(entries)])
    words = read.fact.words if isinstance(read.fact, SharedWords) else ""
    return render(request, "meetings/vet.html", {"room": shown, "plan_id": plan.pk, "words": words})


def _message(request: WorkerRequest, plan: Plan, entry_id: UUID) -> Message:
    for found in _messages(request, plan):
        if found[2].entry.pk == entry_id:
            return found
    raise NotThere
