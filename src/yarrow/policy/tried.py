"""Who tried which numbers, as the record says: both who sign have seen what they change."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.gate.policy import Policy
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.staff.marks import Marked, holds
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, is_independent_of, the_service

from .access import KEEPERS
from .marked import TRIED, says_tried
from .models import PolicyVersion
from .queries import policy_on, read
from .terms import Looked

TRIAL_HOLDS_FOR = timedelta(days=7)
"""What rooms hold changes: what was seen longer ago is looked at again. Our own number."""


def tried_by(worker: Worker, then: Policy, clock: Clock) -> Looked | None:
    """What this worker's newest trial of exactly these numbers looked at; None without one that counts.

    It counts for a week, and only beside the numbers that hold today: beside others it showed something else.
    """
    now, on = clock.now(), policy_on(clock.today())
    for event in _trials_of(worker).filter(at__gt=now - TRIAL_HOLDS_FOR, at__lte=now):
        looked = _looked_in(event, worker, then)
        if looked is not None and policy_on(event.at.astimezone(LOCAL).date()) == on:
            return looked
    return None


def asker_looked_at_a_room(row: PolicyVersion) -> bool:
    """Whether who asked for these numbers had looked at a room before; an older trial is still a look."""
    trials = _trials_of(row.asked_by).filter(at__lte=row.asked_at)
    return any(_looked_in(event, row.asked_by, read(row)) is Looked.ROOMS for event in trials)


def others_who_look(row: PolicyVersion, by: Worker, inside: Collection[UUID], clock: Clock) -> bool:
    """Whether somebody else, who holds a room, could agree in this worker's stead.

    ``inside`` are the ids of workers who hold a room. Only somebody who could really be the second counts:
    where nobody is, a rule that asked for them would lock the service out of its own numbers.
    """
    others = could_lift().filter(pk__in=inside, post__in=KEEPERS).exclude(pk__in=[by.pk, row.asked_by_id])
    return any(is_independent_of(other, row.asked_by, clock) for other in others)


def _trials_of(worker: Worker) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.filter(chain=the_service().pk, event=Event.POLICY_TRIED)
    return found.filter(actor=worker.pk, subject=worker.pk).order_by("-number")


def _looked_in(event: AuditEvent, worker: Worker, then: Policy) -> Looked | None:
    marked = Marked(event.number, bytes(event.digest))
    for looked in Looked:
        says = says_tried(then, looked)
        if holds(marked, TRIED, chain=event.chain, subject=worker.pk, says=says):
            return looked
    return None
