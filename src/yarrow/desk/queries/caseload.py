"""My cases, a page at a time, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.paginator import EmptyPage, Page, Paginator

from yarrow.cases.models import Case
from yarrow.cases.queries import cases_allocated_to
from yarrow.kernel.errors import NotThere
from yarrow.meetings.aftercare.due import follow_ups_due
from yarrow.meetings.models import Plan
from yarrow.meetings.shown.released import ReleasedPlan, released
from yarrow.meetings.terms import PlanState
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .due import Coming, Due
from .held import HeldRoom, by_case, named, room_rows

PER_PAGE = 25
_AHEAD = timedelta(days=366)
"""Far enough for the last follow-up, after six months."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the caseload. The day of last contact is of the worker's own rooms alone."""

    case: Case
    rooms: Sequence[HeldRoom]
    next_due: Due | None
    last_contact: date | None


def page_of_cases(worker: Worker, number: int) -> Page[Case]:
    """One page of this worker's cases; raises NotThere for a page that is not there."""
    try:
        return Paginator(cases_allocated_to(worker), PER_PAGE).page(number)
    except EmptyPage:
        raise NotThere from None


def rows_of(
    worker: Worker, keyring: Keyring, cases: Sequence[Case], *, now: datetime, today: date
) -> tuple[CaseRow, ...]:
    """The lines of these cases: names are opened for these rooms and no others."""
    rows = room_rows(worker, cases)
    inside = [row.room.pk for row in rows]
    follow_ups = follow_ups_due(worker, by_day=today + _AHEAD, rooms=inside)
    due = Coming(rows, plans_shown(cases, now), follow_ups).next_by_case(today)
    rooms = by_case(named(rows, keyring))
    return tuple(_row(case, rooms[case.pk], due) for case in cases)


def _row(case: Case, rooms: Sequence[HeldRoom], due: dict[UUID, Due]) -> CaseRow:
    days = [room.spoken_with_on for room in rooms if room.spoken_with_on]
    return CaseRow(case=case, rooms=rooms, next_due=due.get(case.pk), last_contact=max(days, default=None))


def plans_shown(cases: Sequence[Case], now: datetime) -> tuple[ReleasedPlan, ...]:
    """The plans of these cases that were not set aside, as every worker of a case may see them."""
    plans = Plan.objects.filter(case__in=cases).exclude(state=PlanState.SET_ASIDE)
    return released(plans.order_by("case__reference", "-number"), now)
