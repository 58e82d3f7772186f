"""After-care is made by itself: nobody has to think of it (domain.md E34 to E36, design.md §5 (10))."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.kernel.clock import Clock
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.queries import rooms_asked
from yarrow.meetings.rules import DEBRIEF_AFTER, TELL_WITHIN, follow_up_days, risk_again_on
from yarrow.meetings.terms import FollowUpKind, PlanState
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind


@transaction.atomic
def make_after_care(*, plan: Plan, event_on: date, clock: Clock) -> None:
    """Everything that is owed after a joint event, held or stopped; made once for a day.

    The same rows for every room that the plan asks, so that none tells whose it is; and one debrief
    for the workers. No access is asked: whatever ended the event, after-care follows.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if has_after_care(plan, event_on):
        return
    rows = [row for room in rooms_asked(plan) for row in _rows_of(plan.case, room, plan, event_on)]
    due_on = event_on + DEBRIEF_AFTER
    rows.append(FollowUp(case=plan.case, plan=plan, kind=FollowUpKind.DEBRIEF, due_on=due_on))
    FollowUp.objects.bulk_create(rows)
    audit.append(chain=plan.case_id, event=Event.AFTER_CARE_MADE, actor=None, subject=plan.pk, clock=clock)


def has_after_care(plan: Plan, event_on: date) -> bool:
    """Whether the series of this very day has been made.

    By the one day in it that no service sets: other numbers do not make the same series twice.
    """
    return plan.follow_ups.filter(kind=FollowUpKind.RISK_AGAIN, due_on=risk_again_on(event_on)).exists()


@transaction.atomic
def make_room_follow_ups(*, room: Room, from_day: date, clock: Clock) -> None:
    """The same series for one person: after work with them alone, or a course, without any meeting.

    The same day twice makes nothing new. Raises ValueError for a room that is no person's.
    """
    if room.kind != RoomKind.PERSON or room.case is None:
        raise ValueError(room.kind)
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    made = set(room.follow_ups.filter(plan__isnull=True).values_list("kind", "due_on"))
    rows = [row for row in _rows_of(room.case, room, None, from_day) if (row.kind, row.due_on) not in made]
    if not rows:
        return
    FollowUp.objects.bulk_create(rows)
    audit.append(chain=room.pk, event=Event.AFTER_CARE_MADE, actor=None, clock=clock)


@transaction.atomic
def make_telling(*, case: Case, rooms: Iterable[Room], on: date, clock: Clock) -> None:
    """Each person is told by their own route that it is over, also when nothing was held (domain.md E34).

    A room to which this is owed already gets no second row.
    """
    owed = set(
        case.follow_ups.filter(kind=FollowUpKind.TELL_OUTCOME, done_on__isnull=True).values_list(
            "room", flat=True
        )
    )
    due_on = on + TELL_WITHIN
    rows = [
        FollowUp(case=case, room=room, kind=FollowUpKind.TELL_OUTCOME, due_on=due_on)
        for room in rooms
        if room.pk not in owed
    ]
    FollowUp.objects.bulk_create(rows, ignore_conflicts=True)
    audit.append(chain=case.pk, event=Event.AFTER_CARE_MADE, actor=None, clock=clock)


@transaction.atomic
def make_looks_at_agreement(*, plan: Plan, days: Iterable[date], clock: Clock) -> None:
    """On each of these days everybody is asked, apart, how it goes with what was agreed.

    The same rows for every room that the plan asks, of an agreement that all of them have read. Made once.
    """
    rows = [
        FollowUp(case=plan.case, room=room, plan=plan, kind=FollowUpKind.AGREED_AGAIN, due_on=day)
        for day in sorted(set(days))
        for room in rooms_asked(plan)
    ]
    FollowUp.objects.bulk_create(rows, ignore_conflicts=True)
    audit.append(chain=plan.case_id, event=Event.AFTER_CARE_MADE, actor=None, subject=plan.pk, clock=clock)


def tell_it_is_over(*, plan: Plan, clock: Clock) -> None:
    """What was arranged and is set aside is told to everybody it asked; what was held is told already."""
    if plan.state == PlanState.ARRANGED and not plan.follow_ups.exists():
        make_telling(case=plan.case, rooms=rooms_asked(plan), on=clock.today(), clock=clock)


def _rows_of(case: Case, room: Room, plan: Plan | None, event_on: date) -> list[FollowUp]:
    days = follow_up_days(event_on, policy_on(event_on))
    return [FollowUp(case=case, room=room, plan=plan, kind=kind, due_on=day) for kind, day in days.items()]
