"""How much somebody brought to the door in the last day, by the record: only rows can be taken away."""

from datetime import datetime
from typing import TypedDict

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.outgoing.rules import DAY
from yarrow.staff.models import Worker


class Ration(TypedDict):
    """Counts of the last day."""

    stops: int
    looks: int
    stops_everywhere: int


def ration_of(worker: Worker, case: Case, now: datetime) -> Ration:
    """What this worker has used of their ration in this case, and in all."""
    theirs = AuditEvent.objects.filter(
        actor=worker.pk, event__in=[Event.PAPER_STOPPED, Event.PAPER_PASSED], at__gt=now - DAY
    ).values_list("chain", "event")
    stops = [chain for chain, event in theirs if event == Event.PAPER_STOPPED]
    return Ration(
        stops=stops.count(case.pk),
        looks=sum(chain == case.pk for chain, _event in theirs),
        stops_everywhere=len(stops),
    )
