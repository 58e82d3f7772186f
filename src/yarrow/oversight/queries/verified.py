"""Whether the record held when it was last verified, and when the last backup was made."""

from datetime import datetime, timedelta

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.oversight.models import Verification
from yarrow.staff.queries import the_service

BACKUP_AFTER = timedelta(days=2)
VERIFY_AFTER = timedelta(days=7)


def last_verification() -> Verification | None:
    """How the last run of ``yarrow audit_verify`` ended."""
    return Verification.objects.order_by("-pk").first()


def last_backup() -> datetime | None:
    """When the last backup was made; None where none was."""
    made = latest(the_service().pk, Event.BACKUP_MADE)
    return made.at if made is not None else None


def backup_overdue(now: datetime) -> bool:
    """Whether there is none at all, or none for two days."""
    last = last_backup()
    return last is None or now - last > BACKUP_AFTER


def verification_overdue(now: datetime) -> bool:
    """Whether the record was never verified, or not for a week."""
    last = last_verification()
    return last is None or now - last.at > VERIFY_AFTER
