"""Whose account is frozen, and who could lift it (security.md §5.3.4, R-28)."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from yarrow.staff.models import Freeze, Worker

from .workers import active_workers


def is_frozen(worker: Worker) -> bool:
    """Whether this account is frozen now: no sign-in, no open page, nothing handed to it."""
    return Freeze.objects.filter(worker_id=worker.pk, lifted_at=None).exists()


def freeze_of(worker: Worker) -> Freeze | None:
    """The freeze that stands, with who has agreed to lift it so far; none when not frozen."""
    return Freeze.objects.filter(worker_id=worker.pk, lifted_at=None).first()


def could_lift() -> QuerySet[Worker]:
    """Everybody here whose own account is open: two of them lift a freeze."""
    standing = Freeze.objects.filter(worker=OuterRef("pk"), lifted_at=None)
    return active_workers().filter(~Exists(standing))


def frozen_by_since(worker: Worker, since: datetime) -> int:
    """How many colleagues this worker has frozen since then."""
    return Freeze.objects.filter(by=worker, at__gte=since).exclude(worker=worker).count()


A_DAY = timedelta(hours=24)
