"""From which hour people are told that it does not go ahead, and that each of them is told."""

from datetime import datetime

from django.db import transaction

from yarrow.cases.actions import set_hour
from yarrow.cases.models import Stop
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.decision import Refused
from yarrow.meetings.queries import constant_line, rooms_asked
from yarrow.meetings.terms import PlanState
from yarrow.staff.models import Worker

from .aftercare import make_telling


@transaction.atomic
def settle_the_hour(*, stop: Stop, hour: datetime, by: Worker, clock: Clock) -> Stop | Refused:
    """Set the hour agreed with the person harmed; telling is owed to everybody from then on (E16, E34).

    The same row for every room that an arranged plan asks, so that none tells who stopped it. Hazard:
    where something was confided no line shows before the hour, and a row in the other rooms would
    tell it; there telling is owed once the plan is set aside.
    """
    settled = set_hour(stop=stop, hour=hour, by=by, clock=clock)
    if isinstance(settled, Refused):
        return settled
    for plan in stop.case.plans.filter(state=PlanState.ARRANGED, follow_ups__isnull=True):
        if constant_line(plan, clock.now()) is None:
            continue
        day = hour.astimezone(LOCAL).date()
        make_telling(case=stop.case, rooms=rooms_asked(plan), on=day, clock=clock)
    return settled
