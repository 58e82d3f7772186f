"""One worker's day: what is late, what is to be done now, and the cases with what comes next first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yarrow.cases.models import Case
from yarrow.meetings.aftercare.due import DueFollowUp, OverdueOnCase, follow_ups_due, follow_ups_overdue
from yarrow.meetings.shown.released import ReleasedPlan
from yarrow.rooms.models import Grant
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .caseload import PER_PAGE, plans_shown
from .due import Coming, grants_to_fulfil
from .held import HeldRoom, RoomRow, by_case, lapses_soon, lapsing, named, room_rows
from .reports import ReportOwed, reports_owed


@dataclass(frozen=True, slots=True)
class FollowUpToday:
    """Something owed after an event: in whose room, or for the workers themselves."""

    due: DueFollowUp
    case: Case | None
    room: HeldRoom | None


@dataclass(frozen=True, slots=True)
class CaseToday:
    """One case on the page: its own rooms of this worker, and its plans."""

    case: Case
    rooms: Sequence[HeldRoom]
    plans: Sequence[ReleasedPlan]


@dataclass(frozen=True, slots=True)
class Day:
    """Everything on the page that is not a warning."""

    late: Sequence[FollowUpToday]
    late_elsewhere: Sequence[OverdueOnCase]
    due: Sequence[FollowUpToday]
    waiting: Sequence[tuple[HeldRoom, Case | None]]
    cases: Sequence[CaseToday]
    more_cases: bool
    intake: HeldRoom | None
    lapsing: Sequence[HeldRoom]
    grants: Sequence[tuple[str, str, str]]
    late_reports: Sequence[ReportOwed]
    due_reports: Sequence[ReportOwed]


def day_of(worker: Worker, keyring: Keyring, cases: Sequence[Case], *, now: datetime, today: date) -> Day:
    """The day, with the names of those rooms that are on it and of no others."""
    rows = room_rows(worker)
    owed = follow_ups_due(worker, by_day=today, rooms=[row.room.pk for row in rows])
    coming = Coming(rows, plans_shown(cases, now), owed)
    first = _nearest_first(cases, coming, today)[:PER_PAGE]
    grants = grants_to_fulfil(worker)
    rooms = named(_on_it(coming, first, grants, today), keyring)
    follow_ups = _with_rooms(coming.follow_ups, cases, rooms)
    reports = reports_owed(rooms, cases, today=today)
    return Day(
        late=[each for each in follow_ups if each.due.is_overdue],
        late_elsewhere=follow_ups_overdue(worker, by_day=today),
        due=[each for each in follow_ups if not each.due.is_overdue],
        waiting=_waiting(rooms, cases),
        cases=_cases(first, rooms, coming.plans),
        more_cases=len(cases) > len(first),
        intake=next((room for room in rooms if room.case_id is None), None),
        lapsing=lapsing(rooms, today),
        grants=_asked(grants, rooms),
        late_reports=[each for each in reports if each.is_late],
        due_reports=[each for each in reports if not each.is_late],
    )


def _nearest_first(cases: Sequence[Case], coming: Coming, today: date) -> list[Case]:
    due = coming.next_by_case(today)
    return sorted(cases, key=lambda case: (due[case.pk].day if case.pk in due else date.max, case.reference))


def _on_it(coming: Coming, first: Sequence[Case], grants: Sequence[Grant], today: date) -> list[RoomRow]:
    """The rooms that the page shows: of its cases, and wherever something waits, lapses or is owed.

    Whether an office is owed anything is known from the room's label alone, so every team's room that
    could owe it is on it.
    """
    cases = {None, *(case.pk for case in first)}
    owed = {each.room_id for each in coming.follow_ups} | {grant.room_id for grant in grants}
    return [
        row
        for row in coming.rooms
        if row.room.case_id in cases
        or row.room.pk in owed
        or row.notes
        or row.may_owe
        or lapses_soon(row, today)
    ]


def _waiting(rooms: Iterable[HeldRoom], cases: Iterable[Case]) -> list[tuple[HeldRoom, Case | None]]:
    """Rooms in which notes wait, each with its case: every case has a room called "The team"."""
    mine = {case.pk: case for case in cases}
    return [(room, mine.get(room.case_id)) for room in rooms if room.notes and room.case_id is not None]


def _with_rooms(
    follow_ups: Iterable[DueFollowUp], cases: Iterable[Case], rooms: Iterable[HeldRoom]
) -> list[FollowUpToday]:
    of_id = {room.id: room for room in rooms}
    mine = {case.pk: case for case in cases}
    return [
        FollowUpToday(each, mine.get(each.case_id), of_id.get(each.room_id) if each.room_id else None)
        for each in follow_ups
    ]


def _cases(
    cases: Iterable[Case], rooms: Iterable[HeldRoom], plans: Sequence[ReleasedPlan]
) -> list[CaseToday]:
    grouped = by_case(rooms)
    return [
        CaseToday(case, grouped[case.pk], [plan for plan in plans if plan.case == case.pk]) for case in cases
    ]


def _asked(grants: Iterable[Grant], rooms: Iterable[HeldRoom]) -> list[tuple[str, str, str]]:
    """Who is to be let in, into whose room, and who asked for it."""
    names = {room.id: room.shown.name for room in rooms}
    return [(grant.worker.name, names[grant.room_id], grant.asked_by.name) for grant in grants]
