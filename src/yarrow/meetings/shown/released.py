"""What every worker of a case may see of a plan: the released trace, and nothing that depends on more.

A page that says one word more than this to who holds only the other side's room can cost a life
(design.md §4, "What the other side's worker may ever observe"; security.md T02).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from yarrow.cases.models import Stop
from yarrow.design.environment import moment
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import is_joint
from yarrow.meetings.terms import PlanState


@dataclass(frozen=True, slots=True)
class ReleasedPlan:
    """A plan in words: its form, its topics, and the one line."""

    id: UUID
    case: UUID
    form: str
    topics: tuple[str, ...]
    line: str


def released(plans: Iterable[Plan], now: datetime) -> tuple[ReleasedPlan, ...]:
    """Plans as every worker of their cases may see them; one query for all of them."""
    shown = list(plans)
    hours = hours_on_the_line(shown, now)
    return tuple(
        ReleasedPlan(
            id=plan.pk,
            case=plan.case_id,
            form=gettext(Form.of(plan.form).words),
            topics=tuple(gettext(Topic.of(topic).words) for topic in plan.topics.split(",")),
            line=_line(plan, hours.get(plan.pk)),
        )
        for plan in shown
    )


def hours_on_the_line(plans: Sequence[Plan], now: datetime) -> dict[UUID, datetime]:
    """For each plan whose line shows, the hour on it: ``queries.constant_line`` for many at once."""
    arranged = [plan for plan in plans if plan.state == PlanState.ARRANGED and is_joint(plan)]
    cases = {plan.case_id for plan in arranged}
    stops = list(Stop.objects.filter(case__in=cases, line_from__lte=now).order_by("-at", "-id"))
    hours = {}
    for plan in arranged:
        shown = [stop for stop in stops if stop.case_id == plan.case_id and _is_after(stop, plan)]
        if shown:
            hours[plan.pk] = shown[0].say_nothing_before
    return hours


def _is_after(stop: Stop, plan: Plan) -> bool:
    return plan.arranged_at is not None and stop.at >= plan.arranged_at


def _line(plan: Plan, hour: datetime | None) -> str:
    if hour is not None:
        return gettext("Not going ahead for now. Say nothing before %(hour)s.") % {"hour": moment(hour)}
    if plan.state == PlanState.ARRANGED and plan.planned_for is not None:
        return gettext("Arranged for %(hour)s.") % {"hour": moment(plan.planned_for)}
    if plan.state == PlanState.SET_ASIDE:
        return gettext("Set aside. Support goes on.")
    return gettext("Proposed. No day has been set.")
