"""Days and hours of a worker for the calendar on their telephone: from plain columns, without a key.

What only a room says (when somebody may be rung, a visit agreed with them) is sealed, and not in it.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from yarrow.bookings.calendar import Span
from yarrow.cases.queries import cases_allocated_to
from yarrow.kernel.clock import LOCAL
from yarrow.meetings.aftercare.due import follow_ups_due
from yarrow.meetings.models import Brief, Plan
from yarrow.meetings.terms import PlanState
from yarrow.staff.models import Worker

A_MEETING = timedelta(hours=1)
"""How long one lasts is written nowhere: the same for all."""


def days_of(worker: Worker, first: date, last: date) -> Iterable[Span]:
    """Meetings arranged on their cases, follow-ups that they owe, plans that wait for their signature."""
    yield from _meetings(worker, first, last)
    for due in follow_ups_due(worker, by_day=last):
        if due.due_on >= first:
            yield _day("follow_up", due.id, due.due_on)
    briefs = Brief.objects.filter(supervisor=worker, expires_on__range=(first, last), plan__sign_off=None)
    for plan, day in {brief.plan_id: brief.expires_on for brief in briefs.order_by("-expires_on")}.items():
        yield _day("sign", plan, day)


def _meetings(worker: Worker, first: date, last: date) -> Iterable[Span]:
    since = datetime.combine(first, time(), tzinfo=LOCAL)
    until = datetime.combine(last + timedelta(days=1), time(), tzinfo=LOCAL)
    mine = Plan.objects.filter(case__in=cases_allocated_to(worker), state=PlanState.ARRANGED)
    for plan in mine.filter(planned_for__gte=since, planned_for__lt=until):
        if plan.planned_for is not None:
            yield Span("plan", plan.pk, plan.planned_for, plan.planned_for + A_MEETING)


def _day(kind: str, row: UUID, day: date) -> Span:
    return Span(kind, row, day, day + timedelta(days=1))
