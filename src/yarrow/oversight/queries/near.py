"""What of the record is there at all for one manager."""

from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.cases.models import Case
from yarrow.cases.nearness import reachable, unanswered
from yarrow.rooms.models import Room
from yarrow.rooms.queries.knowing import may_know_of
from yarrow.staff.models import Worker


def events_for(worker: Worker) -> QuerySet[AuditEvent]:
    """The record without the cases this manager is kept from, and without rooms they must not know of.

    By the same condition as the list of emergency openings. A number too high would tell
    that there is such a case (security.md §5.8): it is left out of every list, count and alarm alike.
    """
    there = reachable(worker) & ~unanswered(worker)
    cases = Case.objects.exclude(pk__in=Case.objects.filter(there).values("pk"))
    known = Room.objects.filter(may_know_of(worker))
    rooms = Room.objects.filter(case__isnull=False).exclude(pk__in=known.values("pk"))
    hidden: list[UUID] = [*cases.values_list("pk", flat=True), *rooms.values_list("pk", flat=True)]
    return AuditEvent.objects.exclude(chain__in=hidden) if hidden else AuditEvent.objects.all()
