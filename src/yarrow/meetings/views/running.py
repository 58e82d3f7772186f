"""A worker's run sheet of the day, their own notes while it lasts, and the screen that all can see."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.gate.facts.day import RunOfDay
from yarrow.gate.words import Mark
from yarrow.handover.actions import put_on_screen
from yarrow.handover.views.worker import lock_for
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.forms import DayNotesForm
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import sitting_of
from yarrow.meetings.shown.day import day_shown
from yarrow.meetings.shown.faces import own_rooms
from yarrow.meetings.shown.released import released
from yarrow.meetings.shown.running import ShownRun, alone_of, run_in, run_shown, shared_room_held
from yarrow.rooms.actions import forget_draft, read_room, save_draft, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.pages import form_for, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .day import joint_plan_for
from .sheets import show_sheet, take_sheet


@require_GET
@working_view
def sheet_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """What this worker needs in the corridor. One person's times and ways are a page further."""
    plan = joint_plan_for(request.worker, plan_id)
    now = request.clock.now()
    context: dict[str, Any] = {
        "plan": released([plan], now)[0],
        "run": _run_of(request, plan),
        "day": day_shown(sitting_of(plan), now),
        "rooms": own_rooms(plan, request.worker, request.keyring),
        "may_write": _may_write(request, plan),
        "alone": alone_of(plan),
        "at": now,
    }
    return render(request, "meetings/day/sheet.html", context)


def _run_of(request: WorkerRequest, plan: Plan) -> ShownRun | None:
    room = shared_room_held(request.worker, plan)
    if room is None:
        return None
    _, entries = read_room(room_id=room.pk, by=request.worker, keyring=request.keyring, clock=request.clock)
    run = run_in(entries, plan)
    return run_shown(run) if run is not None else None


def _may_write(request: WorkerRequest, plan: Plan) -> bool:
    """The lead writes it, with everybody: from inside the room that all its readers are in."""
    return access.may_lead(request.worker, plan.case) and shared_room_held(request.worker, plan) is not None


@working_view
def write_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Who speaks when, what is asked, what was agreed; written anew it takes the place of the last."""
    plan = joint_plan_for(request.worker, plan_id)
    room = shared_room_held(request.worker, plan)
    if room is None or not _may_write(request, plan):
        raise NotThere
    if request.method == "POST":
        return _written(request, plan, room)
    readable = gettext("Everybody who takes part may read this. Leave out where anybody comes in, or waits.")
    context = {
        "title": gettext(RunOfDay.title),
        "button": gettext("Keep this"),
        "back": reverse("meetings:run", args=[plan.pk]),
        "room": None,
        "lines": [readable],
    }
    return show_sheet(request, RunOfDay, context)


def _written(request: WorkerRequest, plan: Plan, room: Room) -> HttpResponse:
    def record(fact: RunOfDay) -> Entry | Refused:
        of_plan = replace(fact, plan=Mark(str(plan.pk)))
        return seal_entry(
            room=room, fact=of_plan, by=request.worker, keyring=request.keyring, clock=request.clock
        )

    said = take_sheet(request, RunOfDay, record)
    return said if isinstance(said, HttpResponse) else saved(request, "meetings:run", plan.pk)


@working_view
def on_screen(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Lock this worker's keys and show the agreed words alone; only where everybody agreed to it."""
    plan = joint_plan_for(request.worker, plan_id)
    run = _run_of(request, plan) if request.method == "POST" else None
    if run is None or not run.may_be_on_screen:
        return redirect("meetings:run", plan.pk)
    keys = put_on_screen(screen=run.screen(plan), by=request.worker, clock=request.clock)
    return lock_for(request, keys, get_language() or "en", back_to=reverse("meetings:run", args=[plan.pk]))


@working_view
def notes_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """A worker's own notes while it lasts: sealed to them every two seconds, and no record of anything.

    What people said is not kept (what was agreed and what safety needs is): afterwards that is
    recorded where it belongs, and the notes are thrown away.
    """
    plan = joint_plan_for(request.worker, plan_id)
    if request.method != "POST":
        context = {"plan": released([plan], request.clock.now())[0], "form": form_for(request, DayNotesForm)}
        return render(request, "meetings/day/notes.html", context)
    if "throw_away" in request.POST:
        forget_draft(worker=request.worker, path=request.path)
        return redirect("meetings:run", plan.pk)
    typed = {"notes": [request.POST.get("notes", "")]}
    save_draft(worker=request.worker, path=request.path, typed=typed, problems={}, clock=request.clock)
    return redirect(request.path)
