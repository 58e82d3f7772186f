"""The meeting itself: beginning needs every room; a break, stopping and leaving need nothing."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.queries import duties_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings import access
from yarrow.meetings.day import whole_day
from yarrow.meetings.models import Plan, Sitting, SittingMoment
from yarrow.meetings.queries import is_paused, is_stopped_since, sitting_of
from yarrow.meetings.terms import MomentKind, SittingEnd
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .arranging import NOT_INSIDE_EVERY_ROOM
from .stopping import leave_after_care, locked_plan

_LEAVING = frozenset({MomentKind.FIRST_AWAY, MomentKind.ALL_AWAY})


@transaction.atomic
def begin_meeting(*, plan: Plan, by: Worker, keyring: Keyring, clock: Clock) -> Sitting | Refused:
    """Begin, when every room has said today that it is still so and nothing else stands in the way.

    Everything is asked again in this same transaction (domain.md E22 to E25). Pressed twice, it has
    begun once. Raises NotThere for anyone but the lead.
    """
    if not access.may_lead(by, plan.case):
        raise NotThere
    locked = locked_plan(plan)
    sitting = sitting_of(locked)
    if sitting is not None:
        return sitting if sitting.ended_at is None else _over()
    if not access.is_inside_every_room(by, locked):
        return refused("ROOM", NOT_INSIDE_EVERY_ROOM)
    now = clock.now()  # before anything is asked: a stop that comes meanwhile is later than this
    reasons = whole_day(locked, keyring, clock).reasons
    if reasons:
        return Refused(tuple(Reason(reason.code, reason.text) for reason in reasons))
    sitting = Sitting.objects.create(plan=locked, begun_at=now, begun_by=by)
    _leave_trace(sitting, Event.MEETING_BEGUN, by, clock)
    return sitting


@transaction.atomic
def take_break(*, sitting: Sitting, by: Worker, clock: Clock) -> None:
    """Pause. Any worker of the case may, for anybody; who asked for it is kept nowhere."""
    _must_work_on(sitting, by)
    if sitting.ended_at is not None or is_paused(sitting):
        return
    SittingMoment.objects.create(sitting=sitting, kind=MomentKind.BREAK, at=clock.now())
    _leave_trace(sitting, Event.MEETING_PAUSED, by, clock)


@transaction.atomic
def go_on(*, sitting: Sitting, by: Worker, clock: Clock) -> Refused | None:
    """Go on after a break; not when something was recorded meanwhile that stops joint work.

    Raises NotThere for anyone but the lead, who alone may be told.
    """
    if not access.may_lead(by, sitting.plan.case):
        raise NotThere
    if sitting.ended_at is not None or not is_paused(sitting):
        return None
    if is_stopped_since(sitting):
        return refused("STOPPED", N_("Joint work was stopped meanwhile. Stop the meeting now."))
    SittingMoment.objects.create(sitting=sitting, kind=MomentKind.RESUMED, at=clock.now())
    _leave_trace(sitting, Event.MEETING_PAUSED, by, clock)
    return None


def end_meeting(*, sitting: Sitting, by: Worker, clock: Clock) -> None:
    """End it as it was meant to end; after-care follows. Pressed twice, it has ended once.

    Raises NotThere for anyone but the lead. Everybody else can stop it.
    """
    if not access.may_lead(by, sitting.plan.case):
        raise NotThere
    with transaction.atomic():
        running = Sitting.objects.filter(pk=sitting.pk, ended_at__isnull=True)
        if running.update(ended_at=clock.now(), how=SittingEnd.ENDED):
            _leave_trace(sitting, Event.MEETING_ENDED, by, clock)
    sitting.refresh_from_db()
    leave_after_care(sitting=sitting, clock=clock)


@transaction.atomic
def left_safely(*, sitting: Sitting, kind: MomentKind, by: Worker, clock: Clock) -> None:
    """Somebody saw that who leaves first has left, or that everybody has; kept once, without a name.

    Raises ValueError for another kind of moment, and NotThere for who is not on the case.
    """
    if kind not in _LEAVING:
        raise ValueError(kind)
    _must_work_on(sitting, by)
    if sitting.ended_at is None:
        return
    _moment, fresh = SittingMoment.objects.get_or_create(
        sitting=sitting, kind=kind, defaults={"at": clock.now()}
    )
    if fresh:
        _leave_trace(sitting, Event.MEETING_LEFT, by, clock)


def _must_work_on(sitting: Sitting, by: Worker) -> None:
    if not duties_of(by, sitting.plan.case):
        raise NotThere


def _over() -> Refused:
    return refused("OVER", N_("This day is over. Propose a new plan when the time is right."))


def _leave_trace(sitting: Sitting, event: Event, by: Worker, clock: Clock) -> None:
    audit.append(chain=sitting.plan.case_id, event=event, actor=by.pk, subject=sitting.plan_id, clock=clock)
