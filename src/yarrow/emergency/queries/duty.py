"""Who is on duty. From whose people they are kept is asked of rooms: ``may_know_of``."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Value

from yarrow.audit.terms import Event
from yarrow.emergency.models import DutyPerson
from yarrow.emergency.rules import LEAST
from yarrow.staff import marks
from yarrow.staff.marks import Matter
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen, the_service
from yarrow.staff.queries.freezing import frozen_among

ON_DUTY = Matter("on_duty", gives=(Event.DUTY_NAMED,), ends=(Event.DUTY_ENDED,))


def says_named(person: DutyPerson) -> list[bytes]:
    """What the service's mark of a naming is made of."""
    return [person.named_by_id.bytes, person.named_on.isoformat().encode()]


def that_count(rows: QuerySet[DutyPerson]) -> list[DutyPerson]:
    """Those who were named through this service: every card is sealed to them (``staff.marks``)."""
    chain = the_service().pk
    newest = marks.newest(ON_DUTY, chain=Value(chain), subject=OuterRef("pk"))
    return [row for row in rows.annotate(**newest) if _counts(row, chain)]


def _counts(row: DutyPerson, chain: UUID) -> bool:
    found = marks.marked_on(row, ON_DUTY)
    return marks.holds(found, ON_DUTY, chain=chain, subject=row.pk, says=says_named(row))


def duty_people() -> list[DutyPerson]:
    """Everybody named for duty who works here now, by name; a row without our mark names nobody.

    A frozen account is among them: otherwise whoever freezes one colleague of two would put out the
    light for the other. Nothing is sealed to it and it opens nothing.
    """
    rows = DutyPerson.objects.filter(worker__is_active=True).select_related("worker", "named_by")
    return that_count(rows.order_by("worker__name", "worker_id"))


def unmarked() -> int:
    """How many rows name somebody who was not named through this service, or not as the row says."""
    return DutyPerson.objects.count() - len(that_count(DutyPerson.objects.all()))


def is_on_duty(worker: Worker) -> bool:
    """Whether this worker was named for duty and may act now."""
    if not worker.is_active or not that_count(DutyPerson.objects.filter(worker=worker)):
        return False
    return not is_frozen(worker)


def is_on() -> bool:
    """Whether enough people are named: one alone would open cards that nobody sees opened."""
    return len(duty_people()) >= LEAST


def not_frozen(workers: Iterable[Worker]) -> list[Worker]:
    """Those whose account is open."""
    held = list(workers)
    shut = frozen_among(each.pk for each in held)
    return [worker for worker in held if worker.pk not in shut and worker.is_active]
