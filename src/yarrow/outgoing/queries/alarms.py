"""Whose ration at the door is used up: for the case supervisor, and for managers without the case.

Somebody may be trying out what is protected, or have papers that a word in them keeps back. It is
a reason to ask, never a finding.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import cases_with_duty
from yarrow.cases.terms import Duty
from yarrow.outgoing.rules import DAY, KEPT_FOR, LOOKS_A_DAY, STOPS_A_DAY, STOPS_EVERYWHERE
from yarrow.oversight.access import may_oversee
from yarrow.oversight.queries import names_of
from yarrow.oversight.queries.near import events_for
from yarrow.staff.models import Worker

_EVENTS = (Event.PAPER_STOPPED, Event.PAPER_PASSED)


@dataclass(frozen=True, slots=True)
class UsedUp:
    """So many were stopped within a day that ended then. ``case`` is there for its supervisor alone."""

    by: str
    until: datetime
    stops: int
    case: int | None


def rations_used_up(worker: Worker, now: datetime) -> Sequence[UsedUp]:
    """The alarms of the last week, the newest first; one query where there is nothing to tell."""
    supervised = cases_with_duty(worker, Duty.SUPERVISOR)
    if may_oversee(worker):
        return _alarms(events_for(worker), now, cases={})
    if not supervised:
        return ()
    events = AuditEvent.objects.filter(chain__in=supervised)
    cases = Case.objects.filter(pk__in=supervised)
    return _alarms(events, now, cases=dict(cases.values_list("pk", "reference")))


def _alarms(events: QuerySet[AuditEvent], now: datetime, *, cases: dict[UUID, int]) -> Sequence[UsedUp]:
    rows = events.filter(event__in=_EVENTS, at__gt=now - KEPT_FOR, at__lte=now, actor__isnull=False)
    by_whom: dict[tuple[UUID, UUID], list[tuple[datetime, bool]]] = defaultdict(list)
    for chain, actor, at, event in rows.order_by("at").values_list("chain", "actor", "at", "event"):
        if actor is not None:
            by_whom[chain, actor].append((at, event == Event.PAPER_STOPPED))
    found: list[tuple[UUID | None, UUID, tuple[datetime, int]]] = [
        (chain, actor, hit) for (chain, actor), each in by_whom.items() if (hit := _busiest(each))
    ]
    found += [(None, actor, hit) for actor, hit in _everywhere(by_whom).items()]
    names = names_of({actor for _chain, actor, _hit in found})
    alarms = [
        UsedUp(names.get(actor, ""), *hit, cases.get(chain) if chain else None) for chain, actor, hit in found
    ]
    return sorted(alarms, key=lambda alarm: alarm.until, reverse=True)


def _busiest(brought: Sequence[tuple[datetime, bool]]) -> tuple[datetime, int] | None:
    """When the ration of one case was last used up, and how many were stopped within that day."""
    for index in range(len(brought) - 1, -1, -1):
        until = brought[index][0]
        day = [stopped for at, stopped in brought[: index + 1] if at > until - DAY]
        if sum(day) >= STOPS_A_DAY or len(day) >= LOOKS_A_DAY:
            return until, sum(day)
    return None


def _everywhere(
    by_whom: dict[tuple[UUID, UUID], list[tuple[datetime, bool]]],
) -> dict[UUID, tuple[datetime, int]]:
    stops: dict[UUID, list[datetime]] = defaultdict(list)
    for (_chain, actor), brought in by_whom.items():
        stops[actor] += [at for at, stopped in brought if stopped]
    latest = {actor: _many(sorted(moments)) for actor, moments in stops.items()}
    return {actor: hit for actor, hit in latest.items() if hit}


def _many(moments: Sequence[datetime]) -> tuple[datetime, int] | None:
    for until in reversed(moments):
        within = Counter(until - DAY < at <= until for at in moments)[True]
        if within >= STOPS_EVERYWHERE:
            return until, within
    return None
