"""The sender's public key, believed only with this service's mark of it (security.md T21)."""

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.sending.models import SenderKey
from yarrow.staff.models import Service
from yarrow.staff.queries import the_service
from yarrow.staff.queries.service import mark_of_public


class NoSender(LookupError):
    """No sender was set up, or its key in the database is not the one that this service was given."""


def trusted_sender_public() -> bytes:
    """What messages are sealed to. Raises ``NoSender``; ``PepperMissing`` without the pepper."""
    service, row = the_service(), SenderKey.objects.first()
    event = latest(service.pk, Event.SENDER_KEY_MADE)
    if row is None or event is None:
        raise NoSender
    public = bytes(row.public)
    if bytes(event.digest) != mark_of_sender(public, service):
        raise NoSender
    return public


def mark_of_sender(public: bytes, service: Service) -> bytes:
    """What the event of setting the sender up carries."""
    return mark_of_public(public, b"sender", service=service)
