"""Stopping joint work: at once, without a reason, sending nothing out."""

from datetime import datetime

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import queries
from yarrow.cases.models import Case, Stop
from yarrow.cases.rules import StopTimes, times_of_stop
from yarrow.cases.terms import StopKind
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.models import Worker


@transaction.atomic
def stop_joint_work(*, case: Case, by: Worker, clock: Clock) -> Stop:
    """Bar everything joint on this case from this moment. Needs a duty on the case, nothing else."""
    if not queries.duties_of(by, case):
        raise NotThere
    return note_stop(case=case, by=by, clock=clock, kind=StopKind.OPEN)


@transaction.atomic
def note_stop(*, case: Case, by: Worker, clock: Clock, kind: StopKind) -> Stop:
    """Write the stop that an entry in a room brings with it.

    Access was settled by the room's key. Nothing here may fail: what was said must always be
    recordable, and the stop belongs to the same transaction.
    """
    earlier = [
        StopTimes(stop.line_from, stop.say_nothing_before)
        for stop in queries.stops_to_tell_after(case, clock.now())
    ]
    event_at = queries.joint_event_of(case)
    times = times_of_stop(at=clock.now(), kind=kind, earlier=earlier, event_at=event_at)
    stop = Stop.objects.create(
        case=case, at=clock.now(), line_from=times.line_from, say_nothing_before=times.say_nothing_before
    )
    audit.append(chain=case.pk, event=Event.JOINT_WORK_STOPPED, actor=by.pk, subject=stop.pk, clock=clock)
    return stop


@transaction.atomic
def set_hour(*, stop: Stop, hour: datetime, by: Worker, clock: Clock) -> Stop | Refused:
    """Say from when the line shows and people may be told; never before this moment.

    It is the hour of the case: every stop whose hour still lies ahead gets it, so that no page
    goes back to an older one.
    """
    if not queries.duties_of(by, stop.case):
        raise NotThere
    if hour < clock.now():
        return refused("HOUR", N_("This hour has passed already."), field="hour")
    for each in {stop, *queries.stops_to_tell_after(stop.case, clock.now())}:
        line_from = None if each.line_from is None else min(each.line_from, hour)
        Stop.objects.filter(pk=each.pk).update(line_from=line_from, say_nothing_before=hour)
    audit.append(chain=stop.case_id, event=Event.HOUR_SET, actor=by.pk, subject=stop.pk, clock=clock)
    stop.refresh_from_db()
    return stop
