"""What changed for a case supervisor: in the rooms they are in, and in no others.

That something was written or ends, never what: what it is stands in the room (design.md §4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import cases_with_duty
from yarrow.cases.terms import Duty
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.errors import NotThere
from yarrow.rooms.queries import lapsing_or_changed, rooms_held_by
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .held import HeldRoom, named, room_rows

WEEK = timedelta(days=7)
"""How far back and how far ahead "this week" reaches: seven days each way."""


@dataclass(frozen=True, slots=True)
class ChangedRoom:
    """A room that the supervisor is in, in which something was written or ends. ``ends_on`` is that day."""

    room: HeldRoom
    case: Case
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What there is to look at today, and besides it in this week."""

    today: Sequence[ChangedRoom]
    week: Sequence[ChangedRoom]


def supervises(worker: Worker) -> bool:
    """Whether this worker supervises any case now; nobody else has this page."""
    return bool(cases_with_duty(worker, Duty.SUPERVISOR))


def changed_for(worker: Worker, keyring: Keyring, today: date) -> Changed:
    """The rooms of the supervised cases, by key, in a constant number of queries.

    Raises NotThere for who supervises no case.
    """
    cases = Case.objects.in_bulk(cases_with_duty(worker, Duty.SUPERVISOR))
    if not cases:
        raise NotThere
    mine = rooms_held_by(worker).filter(case__in=cases)
    of_today = set(lapsing_or_changed(since=_begins(today), until=today, among=mine))
    of_week = set(lapsing_or_changed(since=_begins(today - WEEK), until=today + WEEK, among=mine))
    rows = [row for row in room_rows(worker, cases.values()) if row.room.pk in of_today | of_week]
    found = [_changed(room, cases, today) for room in named(rows, keyring) if room.case_id in cases]
    return Changed(
        today=[each for each in found if each.room.id in of_today],
        week=[each for each in found if each.room.id not in of_today],
    )


def _begins(day: date) -> datetime:
    """The first moment of a day on the wall calendar of the service."""
    return datetime.combine(day, time.min, LOCAL)


def _changed(room: HeldRoom, cases: dict[UUID, Case], today: date) -> ChangedRoom:
    ends = room.look_again_on
    is_near = ends is not None and today - WEEK <= ends <= today + WEEK
    return ChangedRoom(room, cases[room.case_id], ends if is_near else None)  # type: ignore[index]  # asked before
