"""What every worker of a case may see of a plan: the released trace, and nothing that depends on more.

A page that says one word more than this to who holds only the other side's room can cost a life
(design.md §4, "What the other side's worker may ever observe"; security.md T02).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext

from yarrow.cases.models import Stop
from yarrow.design.environment import day, moment
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.library.shown import address_of
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import is_joint
from yarrow.meetings.terms import PlanState, SittingEnd


@dataclass(frozen=True, slots=True)
class ReleasedPlan:
    """A plan in words: its form, its topics, and the one line."""

    id: UUID
    case: UUID
    form: str
    topics: tuple[str, ...]
    line: str
    read_about: str
    """Where the library says what such work is."""
    planned_for: datetime | None = None
    """The day that the line says; none while the line says something else."""
    has_day: bool = False
    """Whether there is a page for its day: one has been set, or it is over."""


def released(plans: Iterable[Plan], now: datetime) -> tuple[ReleasedPlan, ...]:
    """Plans as every worker of their cases may see them; two queries for all of them."""
    shown = list(plans)
    sittings = {sitting.plan_id: sitting for sitting in Sitting.objects.filter(plan__in=shown)}
    hours = _still_to_say(hours_on_the_line(shown, now), sittings, now)
    return tuple(
        ReleasedPlan(
            id=plan.pk,
            case=plan.case_id,
            form=gettext(Form.of(plan.form).words),
            topics=tuple(gettext(Topic.of(topic).words) for topic in plan.topics.split(",")),
            line=_line(plan, hours.get(plan.pk), sittings.get(plan.pk)),
            read_about=address_of(Form.of(plan.form)),
            planned_for=_day_on_the_line(plan, hours.get(plan.pk), sittings.get(plan.pk)),
            has_day=is_joint(plan) and (plan.state == PlanState.ARRANGED or plan.pk in sittings),
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


def _still_to_say(
    hours: dict[UUID, datetime], sittings: dict[UUID, Sitting], now: datetime
) -> dict[UUID, datetime]:
    """A meeting that was held stays held: a stop that came later shows on it only until its hour."""
    held = {plan for plan, sitting in sittings.items() if sitting.how == SittingEnd.ENDED}
    return {plan: hour for plan, hour in hours.items() if plan not in held or hour > now}


def _day_on_the_line(plan: Plan, hour: datetime | None, sitting: Sitting | None) -> datetime | None:
    is_over = sitting is not None and sitting.ended_at is not None
    return plan.planned_for if hour is None and plan.state == PlanState.ARRANGED and not is_over else None


def _line(plan: Plan, hour: datetime | None, sitting: Sitting | None) -> str:
    if hour is not None:
        return gettext("Not going ahead for now. Say nothing before %(hour)s.") % {"hour": moment(hour)}
    if sitting is not None:
        return _line_of_day(sitting)
    if plan.state == PlanState.ARRANGED and plan.planned_for is not None:
        return gettext("Arranged for %(hour)s.") % {"hour": moment(plan.planned_for)}
    if plan.state == PlanState.SET_ASIDE:
        return gettext("Set aside. Support goes on.")
    return gettext("Proposed. No day has been set.")


def _line_of_day(sitting: Sitting) -> str:
    """That it was begun, ended or stopped is part of the released trace (decision 0009)."""
    if sitting.ended_at is None:
        return gettext("It has begun.")
    words = gettext("Held on %(day)s.") if sitting.how == SittingEnd.ENDED else gettext("Stopped on %(day)s.")
    return words % {"day": day(localtime(sitting.ended_at).date())}
