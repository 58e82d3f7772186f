"""What is owed, and to whom it is shown: who is inside the room, and nobody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, cases_with_duty
from yarrow.cases.terms import Duty
from yarrow.kernel.errors import NotThere
from yarrow.meetings.models import FollowUp, SupportEnd
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.models import Room
from yarrow.rooms.queries import (
    case_rooms,
    holds,
    rooms_held_by,
    team_room,
    tide_of,
    unopened_drops,
)
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

_SEES_IT_THROUGH = (Duty.LEAD, Duty.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """One follow-up on somebody's list; ``room_id`` is empty for the workers' debrief."""

    id: UUID
    kind: FollowUpKind
    due_on: date
    room_id: UUID | None
    case_id: UUID
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class OverdueOnCase:
    """How much is late on a case; never in whose room."""

    case_id: UUID
    reference: int
    count: int


def follow_ups_due(
    worker: Worker, *, by_day: date, rooms: Collection[UUID] | None = None
) -> list[DueFollowUp]:
    """What this worker owes by that day, the latest first: their own rooms, and the debrief they see to.

    Two queries. The safety check is shown a day ahead: within 48 hours of a morning is before the second
    evening (E35). "Overdue" is due before ``by_day``. ``rooms`` are the rooms that the worker is in,
    where the caller has asked already.
    """
    inside = rooms_held_by(worker) if rooms is None else rooms
    mine = Q(room__in=inside) | Q(room__isnull=True, case__in=_seen_through_by(worker))
    due = Q(due_on__lte=by_day) | Q(kind=FollowUpKind.SAFETY_48H, due_on__lte=by_day + timedelta(days=1))
    rows = FollowUp.objects.filter(mine, due, done_on__isnull=True)
    return [_due(row, by_day) for row in rows.order_by("due_on", "kind", "id")]


def _due(row: FollowUp, by_day: date) -> DueFollowUp:
    return DueFollowUp(
        id=row.pk,
        kind=FollowUpKind(row.kind),
        due_on=row.due_on,
        room_id=row.room_id,
        case_id=row.case_id,
        is_overdue=row.due_on < by_day,
    )


def _seen_through_by(worker: Worker, *duties: Duty) -> QuerySet[Case]:
    mine = cases_with_duty(worker, *(duties or _SEES_IT_THROUGH))
    return Case.objects.filter(pk__in=mine).order_by("reference")


def follow_ups_overdue(worker: Worker, *, by_day: date) -> list[OverdueOnCase]:
    """For the case supervisor: how many are late on each case, without whose. Two queries."""
    late = Q(follow_ups__done_on__isnull=True, follow_ups__due_on__lt=by_day)
    cases = _seen_through_by(worker, Duty.SUPERVISOR).annotate(late=Count("follow_ups", filter=late))
    return [OverdueOnCase(case.pk, case.reference, case.late) for case in cases.filter(late__gt=0)]


def room_follow_ups(room: Room) -> QuerySet[FollowUp]:
    """The follow-ups of one room, the next due first. For who is inside."""
    return room.follow_ups.order_by("done_on", "due_on", "kind", "id")


def open_follow_ups(room: Room) -> QuerySet[FollowUp]:
    """Those of a room that are still to be made."""
    return room_follow_ups(room).filter(done_on__isnull=True)


def follow_up_in(room: Room, follow_up_id: UUID) -> FollowUp:
    """One follow-up of a room that the asker is inside; raises NotThere for any other."""
    row = room.follow_ups.select_related("case", "room").filter(pk=follow_up_id).first()
    if row is None:
        raise NotThere
    return row


def may_debrief(worker: Worker, case: Case) -> bool:
    """The lead or the case supervisor, who are both inside the team's room."""
    team = team_room(case)
    if team is None or not holds(worker, team):
        return False
    return _seen_through_by(worker).filter(pk=case.pk).exists()


def debriefs_of(worker: Worker, case_id: UUID) -> tuple[Case, QuerySet[FollowUp]]:
    """A case and its open debriefs, for who sees them through; raises NotThere for anybody else."""
    case = case_for(worker, case_id)
    if not may_debrief(worker, case):
        raise NotThere
    return case, case.follow_ups.filter(kind=FollowUpKind.DEBRIEF, done_on__isnull=True).order_by("due_on")


def support_end_of(room: Room) -> SupportEnd | None:
    """The day on which support of this room ended, while it has; for who is inside."""
    return SupportEnd.objects.filter(room=room).first()


def still_supported(case: Case) -> bool:
    """Whether support of anybody on the case goes on. Never shown as a number or a name.

    An end covers what was known then: what was recorded or left unread since makes it none.
    """
    return any(not is_covered(room) for room in case_rooms(case).filter(kind=RoomKind.PERSON))


def is_covered(room: Room) -> bool:
    """Whether support of this room has ended, and nothing came into it since."""
    end = support_end_of(room)
    return end is not None and end.tide == tide_of(room) and not unopened_drops(room).exists()
