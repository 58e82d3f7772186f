"""The day of a plan: before, during and after, on a telephone in the corridor, without script.

What the lead is told of the rooms, nobody else is: the other faces say the same whatever those
rooms say (design.md §4, "Asking"; security.md T02). No page shows what is written in two rooms.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.gate.facts import Fact
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.facts.team import VenuePlan
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.day import reasons_in, whole_day
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import (
    day_of,
    every_room_asked,
    is_joint,
    is_stopped_since,
    plan_for,
    question_of,
    sitting_of,
)
from yarrow.meetings.shown.day import day_shown, rooms_of_day
from yarrow.meetings.shown.faces import own_rooms
from yarrow.meetings.shown.released import released
from yarrow.record.forms.sheet import KIND
from yarrow.record.shown.entries import lines_of
from yarrow.record.shown.room import room_shown
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Room
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import room_for
from yarrow.rooms.queries.recorded import facts_that_count
from yarrow.rooms.terms import RoomKind
from yarrow.staff.access import signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

_OF_PERSON: tuple[type[Fact], ...] = (DayForPerson, OrdersCheck, StillSo)
_OF_TEAM: tuple[type[Fact], ...] = (VenuePlan, PlaceToday)
"""What is recorded for a day, in the order in which it is done: "still so" comes last."""


def joint_plan_for(worker: Worker, plan_id: UUID) -> Plan:
    """A plan that brings people or their words together; raises NotThere for any other."""
    plan = plan_for(worker, plan_id)
    if not is_joint(plan):
        raise NotThere
    return plan


@require_GET
@signed_in_view
def day_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """The day as this worker may see it; raises NotThere for who is not on its case."""
    plan = joint_plan_for(request.worker, plan_id)
    now, sitting = request.clock.now(), sitting_of(plan)
    may_lead = access.may_lead(request.worker, plan.case)
    context = {
        "plan": released([plan], now)[0],
        "case": plan.case,
        "day": day_shown(sitting, now),
        "is_today": day_of(plan) == request.clock.today(),
        "rooms": own_rooms(plan, request.worker, request.keyring),
        "may_lead": may_lead,
    }
    return render(request, "meetings/day/page.html", context | (_for_lead(request, plan) if may_lead else {}))


def _for_lead(request: WorkerRequest, plan: Plan) -> dict[str, Any]:
    """Only a lead who is inside every room is told anything of them, or of a stop without a line."""
    sitting = sitting_of(plan)
    if not access.is_inside_every_room(request.worker, plan):
        return {"is_inside": False}
    if sitting is not None:
        return {"is_inside": True, "must_stop": sitting.ended_at is None and is_stopped_since(sitting)}
    whole = whole_day(plan, request.keyring, request.clock)
    rooms = rooms_of_day(plan, request.worker, request.keyring, whole)
    return {"is_inside": True, "led_rooms": rooms, "reasons": whole.reasons}


@working_view
@require_GET
def day_room(request: WorkerRequest, plan_id: UUID, room_id: UUID) -> HttpResponse:
    """One room on the day: what it still lacks, what was told to this person, and what to record."""
    plan = joint_plan_for(request.worker, plan_id)
    room = room_for(request.worker, room_id)
    if room not in every_room_asked(plan):
        raise NotThere
    return render(request, "meetings/day/room.html", _one_room(request, plan, room))


def _one_room(request: WorkerRequest, plan: Plan, room: Room) -> dict[str, Any]:
    room, entries = read_room(
        room_id=room.pk, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    facts = [each.fact for each in facts_that_count(entries)]
    today, kinds = request.clock.today(), _OF_TEAM if room.kind == RoomKind.TEAM else _OF_PERSON
    told = next((fact for fact in reversed(facts) if isinstance(fact, kinds[0])), None)
    return {
        "plan": released([plan], request.clock.now())[0],
        "here_id": room.pk,
        "room": room_shown(room, facts),
        "is_team": room.kind == RoomKind.TEAM,
        "is_today": day_of(plan) == today,
        "reasons": reasons_in(room, entries, question_of(plan, today)),
        "lines": lines_of(told) if told is not None else (),
        "told_title": gettext(kinds[0].title),
        "kinds": [(kind.kind, gettext(kind.title)) for kind in kinds],
        "name": KIND,
    }
