"""One plan, three faces: the lead's, the signing supervisor's, and everybody else's.

Everybody else sees their own part and the released line. Nothing on that face may depend on
another room, on the answer, on who wrote a brief, or on how many rooms there are
(design.md §4, "Asking"; security.md T02).
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.gate.ask import remains_possible
from yarrow.gate.forms import CARRIED, Form
from yarrow.gate.reasons import GateReason
from yarrow.meetings import access
from yarrow.meetings.gate import plan_reasons, plan_reasons_by_team
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import plan_for, question_of
from yarrow.meetings.shown.faces import (
    briefs_shown,
    own_rooms,
    practice_of_plan,
    rooms_of_lead,
    series_shown,
    team_shown,
)
from yarrow.meetings.shown.released import released
from yarrow.meetings.terms import PlanState
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def plan_page(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """The plan as this worker may see it; raises NotThere for who is not on its case."""
    plan = plan_for(request.worker, plan_id)
    if access.may_lead(request.worker, plan.case):
        return render(request, "meetings/plan_lead.html", _for_all(request, plan) | _for_lead(request, plan))
    if access.may_sign(request.worker, plan.case):
        return render(request, "meetings/plan_sign.html", _for_all(request, plan) | _to_sign(request, plan))
    return render(request, "meetings/plan_own.html", _for_all(request, plan) | _own(request, plan))


def _for_all(request: WorkerRequest, plan: Plan) -> dict[str, Any]:
    """What is the same on every face: released to all, or said by this worker."""
    mine = plan.uneases.filter(worker=request.worker, lifted_at__isnull=True)
    return {
        "plan": released([plan], request.clock.now())[0],
        "case": plan.case,
        "said_not_easy": mine.exists(),
    }


def _own(request: WorkerRequest, plan: Plan) -> dict[str, Any]:
    return {
        "rooms": own_rooms(plan, request.worker, request.keyring),
        "is_carried": Form.of(plan.form) in CARRIED,
    }


def _for_lead(request: WorkerRequest, plan: Plan) -> dict[str, Any]:
    today = request.clock.today()
    question = question_of(plan, today)
    is_inside = access.is_inside_every_room(request.worker, plan)
    return {
        "rooms": rooms_of_lead(plan, request.worker, request.keyring, today),
        "reasons": _reasons_for_lead(request, plan),
        "is_inside_every_room": is_inside,
        "always_possible": remains_possible(question),
        "steps": series_shown(plan),
        "team": team_shown(plan.case),
        "practice": practice_of_plan(plan, today),
        "is_carried": question.form in CARRIED,
        "is_ended": plan.state == PlanState.SET_ASIDE,
    }


def _reasons_for_lead(request: WorkerRequest, plan: Plan) -> tuple[GateReason, ...] | None:
    """What the plan lacks, as far as this lead is inside; None where they are told a sentence only.

    Whether a signature holds and who answers for harm depend on people's rooms; which rules bind the
    plan depends on whether there is abuse, which only the team's room may tell.
    """
    today = request.clock.today()
    if access.is_inside_every_room(request.worker, plan):
        return plan_reasons(plan, today)
    if access.is_inside_the_team(request.worker, plan):
        return plan_reasons_by_team(plan, today)
    return None


def _to_sign(request: WorkerRequest, plan: Plan) -> dict[str, Any]:
    return {
        "briefs": briefs_shown(plan, request.worker, request.keyring, request.clock.today()),
        "steps": series_shown(plan),
    }
