"""Who is on duty. From whose people they are kept is asked of rooms: ``may_know_of``."""

from collections.abc import Iterable

from django.db.models import QuerySet

from yarrow.emergency.models import DutyPerson
from yarrow.emergency.rules import LEAST
from yarrow.staff.models import Freeze, Worker
from yarrow.staff.queries import is_frozen


def duty_people() -> QuerySet[DutyPerson]:
    """Everybody named for duty who works here now, by name.

    A frozen account is among them: otherwise whoever freezes one colleague of two would put out the
    light for the other. Nothing is sealed to it and it opens nothing.
    """
    rows = DutyPerson.objects.filter(worker__is_active=True).select_related("worker", "named_by")
    return rows.order_by("worker__name", "worker_id")


def is_on_duty(worker: Worker) -> bool:
    """Whether this worker was named for duty and may act now."""
    named = worker.is_active and DutyPerson.objects.filter(worker=worker).exists()
    return named and not is_frozen(worker)


def is_on() -> bool:
    """Whether enough people are named: one alone would open cards that nobody sees opened."""
    return duty_people().count() >= LEAST


def not_frozen(workers: Iterable[Worker]) -> list[Worker]:
    """Those whose account is open."""
    held = list(workers)
    shut = set(
        Freeze.objects.filter(worker__in=[each.pk for each in held], lifted_at__isnull=True).values_list(
            "worker", flat=True
        )
    )
    return [worker for worker in held if worker.pk not in shut and worker.is_active]
