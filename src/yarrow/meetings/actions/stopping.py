"""Stopping: one press, by any worker of the case, without key, reason or question (domain.md E24).

Nothing here asks a room, a standing or the gate: a stop that can fail is a danger.
"""

import logging
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.actions import stop_joint_work
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of, latest_line
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import day_of, sitting_of
from yarrow.meetings.terms import SittingEnd
from yarrow.staff.models import Worker

from .aftercare import has_after_care, make_after_care

_EVER = datetime.min.replace(tzinfo=UTC)
_LOOKED_BACK = timedelta(days=60)
"""How long the nightly tick goes on trying; after-care that comes later than this is no after-care."""

_log = logging.getLogger(__name__)


def stop_meeting(*, plan: Plan, by: Worker, clock: Clock) -> Sitting | None:
    """Stop now: the meeting is over, nothing joint begins, and after-care is left behind.

    On its day also before anybody began. On any other day it stops joint work, and None comes back.
    Pressed twice, it has stopped once. Raises NotThere for who has no duty on the case.
    """
    sitting = _stopped(plan=plan, by=by, clock=clock)
    if sitting is not None:
        leave_after_care(sitting=sitting, clock=clock)
    return sitting


def stop_case(*, case: Case, by: Worker, clock: Clock) -> None:
    """Stop everything joint on a case, with any meeting that is going on; from any page."""
    _stop_at_once(case=case, by=by, clock=clock)
    running = Plan.objects.filter(case=case, sitting__isnull=False, sitting__ended_at__isnull=True)
    for plan in running.select_related("case"):
        stop_meeting(plan=plan, by=by, clock=clock)


@transaction.atomic
def _stop_at_once(*, case: Case, by: Worker, clock: Clock) -> None:
    if not duties_of(by, case):
        raise NotThere
    list(Plan.objects.select_for_update().filter(case=case).values_list("pk"))  # no beginning crosses it
    if not _stops_everything_already(case, clock):
        stop_joint_work(case=case, by=by, clock=clock)


@transaction.atomic
def _stopped(*, plan: Plan, by: Worker, clock: Clock) -> Sitting | None:
    if not duties_of(by, plan.case):
        raise NotThere
    plan = locked_plan(plan)
    sitting = sitting_of(plan)
    if not _stops_everything_already(plan.case, clock):
        stop_joint_work(case=plan.case, by=by, clock=clock)
    if sitting is None and day_of(plan) == clock.today():
        sitting = Sitting.objects.create(plan=plan, ended_at=clock.now(), how=SittingEnd.STOPPED)
    elif sitting is not None and sitting.ended_at is None:
        sitting.ended_at, sitting.how = clock.now(), SittingEnd.STOPPED
        sitting.save(update_fields=["ended_at", "how"])
    else:
        return sitting
    audit.append(chain=plan.case_id, event=Event.MEETING_STOPPED, actor=by.pk, subject=plan.pk, clock=clock)
    return sitting


def locked_plan(plan: Plan) -> Plan:
    """Hold the plan's row until the transaction ends: a stop and a beginning never cross."""
    return Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)


def _stops_everything_already(case: Case, clock: Clock) -> bool:
    """Whether a stop already shows that is newer than all that could open anything on this case.

    Hazard: a line that shows for one plan says nothing of another that was signed since; and one
    whose hour has passed no longer keeps anybody from speaking.
    """
    plans = Plan.objects.filter(case=case)
    newest = plans.aggregate(Max("arranged_at"), Max("sign_off__signed_at"), Max("sitting__begun_at"))
    since = max((moment for moment in newest.values() if moment is not None), default=_EVER)
    line = latest_line(case, since=since, now=clock.now())
    return line is not None and line.say_nothing_before > clock.now()


def leave_after_care(*, sitting: Sitting, clock: Clock) -> None:
    """What is owed afterwards; made once. It can never undo the stop: what fails is made at the next tick."""
    if sitting.ended_at is None:
        return
    try:
        make_after_care(plan=sitting.plan, event_on=_day_ended(sitting), clock=clock)
    except Exception:  # noqa: BLE001  # whatever fails, the stop is written, and nothing may take it back
        _log.exception("after-care is not made yet")


def catch_up_after_care(*, clock: Clock) -> int:
    """Make the after-care that could not be made when a meeting ended; returns for how many."""
    caught = 0
    for sitting in _ended_without_after_care(clock):
        leave_after_care(sitting=sitting, clock=clock)
        caught += 1
    return caught


def _ended_without_after_care(clock: Clock) -> list[Sitting]:
    """By the day of each event: an older series of the same plan is not this one's."""
    ended = Sitting.objects.filter(ended_at__gte=clock.now() - _LOOKED_BACK).select_related("plan")
    return [sitting for sitting in ended if not has_after_care(sitting.plan, _day_ended(sitting))]


def _day_ended(sitting: Sitting) -> date:
    if sitting.ended_at is None:
        raise ValueError("a meeting that goes on has no day on which it ended")
    return sitting.ended_at.astimezone(LOCAL).date()
