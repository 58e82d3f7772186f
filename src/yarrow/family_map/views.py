"""People and strengths: inside one person's room, for who is inside."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.family_map.rules import SIZE, drawn, on_paper
from yarrow.family_map.shown import (
    STRENGTHS,
    drawing_of,
    listed,
    people_of,
    pictures,
    plans_of,
    strengths_of,
)
from yarrow.gate.facts.harm import Fear
from yarrow.gate.facts.people import OwnPlan, SomebodyMatters
from yarrow.outgoing.actions import Passed, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.record.forms.sheet import BACK, KIND
from yarrow.record.views.doors import OnScreen, on_screen, room_of_a_person
from yarrow.rooms.pages import working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@working_view
@require_GET
def map_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Who matters, drawn and in a list; strengths; their own plan."""
    screen = _screen(request, room_id)
    people = listed(screen.recorded)
    context = {
        "room": screen.shown,
        "here": screen.room,
        "people": people,
        "somebody_is_feared": any(each.is_feared for each in people),
        "drawing": drawing_of(screen.recorded),
        "size": SIZE,
        "strengths": strengths_of(screen.recorded),
        "plans": plans_of(screen.recorded),
        "kinds": [(each.kind, gettext(each.title)) for each in STRENGTHS],
        "somebody": SomebodyMatters.kind,
        "own_plan": OwnPlan.kind,
        "fear": Fear.kind,
        "names": {"kind": KIND, "back": BACK},
    }
    return render(request, "family_map/map.html", context)


@working_view
@require_GET
def paper_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Their map on a paper of their own.

    Hazard: papers are found. Who is feared, or might be, is not on it, nor any word that was said.
    """
    screen = _screen(request, room_id)
    people = on_paper([somebody for _each, somebody in people_of(screen.recorded)])
    passed = _may_leave(request, screen, [f"{each.name} {each.who_they_are}" for each in people])
    shown = people if passed else ()
    context = {
        "here_id": screen.room.pk,
        "size": SIZE,
        "placed": drawn(shown),
        "people": [(each.name, each.who_they_are) for each in shown],
        "stopped": not passed,
    }
    return render(request, "family_map/paper.html", context)


@require_GET
@signed_in_view
def pictures_page(request: WorkerRequest) -> HttpResponse:
    """Pictures to point at: of nobody, and for every room."""
    return render(request, "family_map/pictures.html", {"pictures": pictures()})


def _screen(request: WorkerRequest, room_id: UUID) -> OnScreen:
    room_of_a_person(request, room_id)
    return on_screen(request, room_id)


def _may_leave(request: WorkerRequest, screen: OnScreen, lines: list[str]) -> bool:
    """Whether these lines may leave as this person's paper; what the door stops is not drawn at all."""
    if not lines or screen.room.case is None:
        return True
    answer = pass_the_door(
        case=screen.room.case,
        audience=screen.room,
        artefact=Artefact(ArtefactKind.PRINT, "", "text/plain", "\n".join(lines).encode()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return isinstance(answer, Passed)
