"""One person's own course: inside their room, for who is inside; on no child's page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.agreements.actions.courses import finish_step, plan_follow_up
from yarrow.agreements.course_queries import follow_up_days_of
from yarrow.agreements.shown.course import (
    first_of,
    paper_steps,
    steps_of,
    strengths_of,
    waiting_steps,
)
from yarrow.design.pages import render
from yarrow.gate.course import CourseGuide, guide, has_course
from yarrow.gate.facts import Home
from yarrow.gate.words import Answer
from yarrow.kernel.errors import NotThere
from yarrow.record.forms.sheet import BACK, KIND
from yarrow.record.views.doors import OnScreen, acting_view, on_screen
from yarrow.rooms.models import Room
from yarrow.rooms.pages import working_view
from yarrow.staff.requests import WorkerRequest

from .printing import may_stand_on_paper


@working_view
@require_GET
def course_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What this person wants and what comes next, strengths first."""
    screen, is_adult = _on_screen(request, room_id)
    bare = {"room": screen.shown, "here": screen.room, "name": KIND, "back": BACK}
    if is_adult is not Answer.YES:
        return render(request, "agreements/course_age.html", bare)
    found = guide(screen.recorded, request.clock.today())
    return render(request, "agreements/course.html", bare | _whole(screen, found))


def _whole(screen: OnScreen, found: CourseGuide) -> dict[str, Any]:
    steps = steps_of(found, screen.recorded)
    return {
        "strengths": strengths_of(screen.recorded),
        "steps": steps,
        "first": first_of(found, steps),
        "waiting": waiting_steps(found),
        "done": [said.words for said in found.done_steps],
        "needs_plan": found.needs_plan,
        "complete": found.complete,
        "look_again_on": found.look_again_on,
        "is_begun": found.which is not None,
        "is_own": found.is_own,
        "comes_together": found.comes_together,
        "follow_up": follow_up_days_of(screen.room),
    }


@working_view
@require_GET
def paper_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Their next steps on a paper of their own: no room, no part in a harm, no course.

    Hazard: papers are found. Only steps of which the person said so stand on it.
    """
    screen, is_adult = _on_screen(request, room_id)
    if is_adult is not Answer.YES:
        raise NotThere
    found = guide(screen.recorded, request.clock.today())
    steps = paper_steps(found)
    lines = [f"{step.words} {step.due or ''} {step.who_helps or ''}" for step in steps]
    passed = may_stand_on_paper(request, screen.room, lines)
    context = {"here_id": screen.room.pk, "steps": steps if passed else [], "stopped": not passed}
    return render(request, "agreements/course_paper.html", context)


@acting_view
def step_done(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """One next step is done."""
    room = _adult_room(request, room_id)
    finish_step(room=room, step=entry_id, by=request.worker, keyring=request.keyring, clock=request.clock)
    messages.success(request, gettext("Recorded as done."))
    return redirect("agreements:course", room.pk)


@acting_view
def follow_up(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Plan follow-up from today on; no meeting is needed for it."""
    room = _adult_room(request, room_id)
    plan_follow_up(room=room, by=request.worker, clock=request.clock)
    messages.success(request, gettext("Follow-up is planned."))
    return redirect("agreements:course", room.pk)


def _adult_room(request: WorkerRequest, room_id: UUID) -> Room:
    screen, is_adult = _on_screen(request, room_id)
    if is_adult is not Answer.YES:
        raise NotThere
    return screen.room


def _on_screen(request: WorkerRequest, room_id: UUID) -> tuple[OnScreen, Answer]:
    """The room, opened, and whether it is an adult's; a child's room has no such page."""
    screen = on_screen(request, room_id)
    if screen.home is not Home.PERSON:
        raise NotThere
    is_adult = has_course(screen.recorded, request.clock.today())
    if is_adult is Answer.NO:
        raise NotThere
    return screen, is_adult
