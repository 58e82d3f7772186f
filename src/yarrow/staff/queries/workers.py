"""Who works here."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker


def worker(id: UUID) -> Worker:  # noqa: A002  # the name callers read best: worker(id)
    """One worker, also one who has left. Raises ``NotThere``."""
    try:
        return Worker.objects.get(pk=id)
    except Worker.DoesNotExist:
        raise NotThere from None


def worker_named(username: str) -> Worker | None:
    """The worker who signs in by this name, also one who has left."""
    return Worker.objects.filter(username=username).first()


def active_workers() -> QuerySet[Worker]:
    """Everybody employed here now, by name."""
    return Worker.objects.filter(is_active=True).order_by("name", "id")


def has_second_factor(worker: Worker) -> bool:
    """Whether signing in asks this worker for a code as well."""
    return bool(Authenticator.objects.filter(user_id=worker.pk, type=Authenticator.Type.TOTP).exists())
