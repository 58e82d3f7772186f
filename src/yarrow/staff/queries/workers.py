"""Who works here."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.staff.models import RosterEntry, Worker


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
    """Everybody employed here now whose keys a colleague has vouched for, by name."""
    return Worker.objects.filter(_VOUCHED, is_active=True).order_by("name", "id")


def waiting_workers() -> QuerySet[Worker]:
    """Who has made keys that nobody has vouched for yet: they may not be given anything."""
    return Worker.objects.filter(~_VOUCHED, is_active=True).order_by("name", "id")


def is_waiting(worker: Worker) -> bool:
    """Whether this worker's keys wait for a colleague: a newcomer's, or new ones."""
    return waiting_workers().filter(pk=worker.pk).exists()


_VOUCHED = Exists(
    RosterEntry.objects.filter(
        worker=OuterRef("pk"),
        sealing_public=OuterRef("sealing_public"),
        signing_public=OuterRef("signing_public"),
    )
)
"""A quick look for lists; whether the signatures hold is asked before anything is wrapped."""


def has_second_factor(worker: Worker) -> bool:
    """Whether signing in asks this worker for a code or a passkey as well."""
    return bool(factors_of(worker).exists())


def factors_of(worker: Worker) -> QuerySet[Authenticator]:
    """Every second factor of this worker, the oldest first."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=worker.pk, type__in=kinds)
    return found.order_by("created_at", "id")
