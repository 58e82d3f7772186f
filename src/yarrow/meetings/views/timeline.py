"""Days drawn: of one room for who is inside it, of a plan for its lead. Never of two rooms together."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.gate.facts import Home
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.forms import AskedForm
from yarrow.meetings.queries import plan_for
from yarrow.meetings.shown.days_of_plan import plan_drawn
from yarrow.meetings.shown.days_of_room import (
    asked_by_number,
    asked_first,
    days_drawn,
    forms_asked,
    number_of,
)
from yarrow.meetings.shown.released import released
from yarrow.record.queries import home_of
from yarrow.record.views.doors import on_screen
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import room_for
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


def _room_here(request: WorkerRequest, room_id: UUID) -> tuple[Room, Home]:
    """A person's room or the team's that this worker is in, unread; raises NotThere for any other."""
    room = room_for(request.worker, room_id)
    home = home_of(room)
    if home is None:
        raise NotThere
    return room, home


@working_view
def room_timeline(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """The days of a room for what its newest plan asks; a press asks about another form and topic."""
    room, home = _room_here(request, room_id)
    if request.method != "POST":
        return _shown(request, room, home, asked_first(room, home))
    form = AskedForm(request.POST, asked=forms_asked(home))
    if not form.is_valid():
        return offer_again(request, form)
    asked_about = Form.of(form.cleaned_data["form"]), Topic.of(form.cleaned_data["topic"])
    return saved(request, "meetings:timeline_of", room.pk, number_of(*asked_about))


@signed_in_view
@require_GET
def room_timeline_of(request: WorkerRequest, room_id: UUID, number: int) -> HttpResponse:
    """The same for one form and topic by its number; raises NotThere for a number that there is not."""
    room, home = _room_here(request, room_id)
    asked_about = asked_by_number(number, home)
    if asked_about is None:
        raise NotThere
    return _shown(request, room, home, asked_about)


def _shown(request: WorkerRequest, room: Room, home: Home, asked_about: tuple[Form, Topic]) -> HttpResponse:
    screen = on_screen(request, room.pk)
    form, topic = asked_about
    context: dict[str, Any] = {
        "here": screen.room,
        "room": screen.shown,
        "asked_form": gettext(form.words),
        "asked_topic": gettext(topic.words),
        "drawn": days_drawn(screen, home, asked_about, request.clock.today()),
        "form": _form(request, home, asked_about),
    }
    return render(request, "meetings/timeline/room.html", context)


def _form(request: WorkerRequest, home: Home, asked_about: tuple[Form, Topic]) -> AskedForm:
    chosen = {"form": asked_about[0].value, "topic": asked_about[1].value}
    return form_for(request, AskedForm, asked=forms_asked(home), initial=chosen)


@require_GET
@signed_in_view
def plan_timeline(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """The days of a plan, for its lead only; raises NotThere for everybody else."""
    plan = plan_for(request.worker, plan_id)
    if not access.may_lead(request.worker, plan.case):
        raise NotThere
    now = request.clock.now()
    is_inside = access.is_inside_every_room(request.worker, plan)
    context = {
        "plan": released([plan], now)[0],
        "drawn": plan_drawn(plan, now=now, with_signature=is_inside),
    }
    return render(request, "meetings/timeline/plan.html", context)
