"""Time with the child, from one room: how it is now and a safer handover, or what is proposed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.children.queries import is_a_childs
from yarrow.children.shown.page import kind_shown, leave_shown, proposals_shown
from yarrow.design.pages import render
from yarrow.gate.facts import Home
from yarrow.gate.facts.children import ChildView, ContactArrangement
from yarrow.gate.facts.proposals import ChildSafetyPlan, SaferHandover
from yarrow.gate.words import Answer
from yarrow.kernel.errors import NotThere
from yarrow.record.forms.sheet import BACK, KIND
from yarrow.record.views.doors import OnScreen, on_screen
from yarrow.rooms.pages import working_view
from yarrow.staff.requests import WorkerRequest


@working_view
@require_GET
def time_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """In a person's room what is so, whatever anybody proposes; in the team's what is proposed."""
    screen = on_screen(request, room_id)
    if screen.home is None:
        raise NotThere
    whole = {"room": screen.shown, "here": screen.room, "name": KIND, "back": BACK}
    if screen.home is Home.TEAM:
        return render(request, "children/proposed.html", whole | {"proposals": proposals_shown(screen)})
    return render(request, "children/time.html", whole | _of_a_person(request, screen))


def _of_a_person(request: WorkerRequest, screen: OnScreen) -> dict[str, Any]:
    is_child = is_a_childs(screen.recorded, request.clock) is Answer.YES
    found: dict[str, Any] = {
        "is_child": is_child,
        "as_it_is": kind_shown(screen, ContactArrangement),
        "handover": kind_shown(screen, SaferHandover),
    }
    if is_child:
        found |= {
            "voice": kind_shown(screen, ChildView),
            "safety": kind_shown(screen, ChildSafetyPlan),
            "leave": leave_shown(screen),
        }
    return found
