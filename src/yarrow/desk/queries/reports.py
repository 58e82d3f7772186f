"""What an office that asked us is still to be told, for who is inside the team's room and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yarrow.cases.models import Case

from .held import SOON, HeldRoom


@dataclass(frozen=True, slots=True)
class ReportOwed:
    """At least one office of this case is still to be told; by when, where a day was set."""

    case: Case
    due_on: date | None
    is_late: bool


def reports_owed(
    rooms: Iterable[HeldRoom], cases: Iterable[Case], *, today: date, ahead: timedelta | None = SOON
) -> tuple[ReportOwed, ...]:
    """The nearest of each case, the longest overdue first. ``ahead`` None: however far off the day is.

    Where no day was set it is always here: nothing else would remind anybody (domain.md §2.1).
    """
    mine = {case.pk: case for case in cases}
    owed = [
        ReportOwed(mine[room.case_id], room.report_due_on, _is_late(room.report_due_on, today))
        for room in rooms
        if room.owes_report and room.case_id in mine and _is_near(room.report_due_on, today, ahead)
    ]
    return tuple(sorted(owed, key=lambda each: (each.due_on or date.max, each.case.reference)))


def _is_late(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today


def _is_near(due_on: date | None, today: date, ahead: timedelta | None) -> bool:
    return due_on is None or ahead is None or due_on <= today + ahead
