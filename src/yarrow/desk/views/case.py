"""The case: the process and who works on it. It holds no name and no word of anybody (design.md §1)."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.cases.access import may_allocate, may_hand_out_rooms
from yarrow.cases.actions import reseal_for_newcomers
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.design.pages import render
from yarrow.desk.queries import care_cards, held_rooms, reports_owed
from yarrow.emergency.queries import card_states
from yarrow.meetings.access import may_lead
from yarrow.meetings.circle.seats import short_pages_of
from yarrow.meetings.queries import plans_of
from yarrow.meetings.shown.faces import team_shown
from yarrow.meetings.shown.named import numbered
from yarrow.meetings.shown.released import released
from yarrow.record.queries import may_give_view
from yarrow.rooms.queries import case_rooms, holds, openers_in, rooms_only_theirs, team_room
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.access import signed_in_view
from yarrow.staff.queries import UntrustedKey
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def case_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """The case as this worker may see it; raises NotThere without a duty on it."""
    case = case_for(request.worker, case_id)
    _pass_cards_on(request, case)
    rooms = held_rooms(request.worker, request.keyring, [case])
    persons = [room.id for room in rooms if room.is_persons]
    context = {
        "case": case,
        "cards": care_cards(request.worker, request.keyring, [case]),
        "rooms": rooms,
        "reports": reports_owed(rooms, [case], today=request.clock.today(), ahead=None),
        "emergency_cards": card_states(persons, request.clock.today()) if persons else {},
        "plans": released(plans_of(request.worker, case), request.clock.now()),
        "team": team_shown(case),
    }
    return render(request, "desk/case.html", context | _acts(request, case))


def _pass_cards_on(request: WorkerRequest, case: Case) -> None:
    """A newcomer who does not know of a danger is the hazard. What does not open cannot be passed on."""
    with suppress(CannotOpen, UntrustedKey):
        reseal_for_newcomers(case=case, by=request.worker, keyring=request.keyring)


def _acts(request: WorkerRequest, case: Case) -> dict[str, Any]:
    """What this worker may do, and the list of rooms for who decides who is let in."""
    hands_out, team = may_hand_out_rooms(request.worker, case), team_room(case)
    leads = may_lead(request.worker, case)
    return {
        "may_lead": leads,
        "short_pages": short_pages_of(request.worker, case),
        "may_decide": may_allocate(request.worker, case),
        "may_hand_out_rooms": hands_out,
        "may_give_view": may_give_view(request.worker, case),
        "may_set_hour": team is not None and holds(request.worker, team),
        "all_rooms": _all_rooms(case) if hands_out else [],
        # A lead learns it of rooms they are in: who is in another room is not theirs to see.
        "only_mine": len(rooms_only_theirs(case, request.worker)) if leads and not hands_out else 0,
    }


def _all_rooms(case: Case) -> list[tuple[UUID, str, int]]:
    """Every room by colour and number, and how many people can open it: one is a risk, none is a loss."""
    openers = openers_in(case)
    return [(room.pk, numbered(room), openers.get(room.pk, 0)) for room in case_rooms(case)]
