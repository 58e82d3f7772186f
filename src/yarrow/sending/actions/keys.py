"""Setting up the sender: from then on messages are sealed to this key."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.sending.models import SenderKey
from yarrow.sending.queries.keys import mark_of_sender
from yarrow.staff.queries import the_service


@transaction.atomic
def trust_sender(*, public: bytes, clock: Clock) -> None:
    """Seal to this key from now on. What is queued for another one is not sent, and its worker is told.

    ``ValueError`` for something that is no public key.
    """
    if len(public) != 32:  # noqa: PLR2004  # bytes of an X25519 key
        raise ValueError("a public key is 32 bytes")
    service = the_service()
    SenderKey.objects.update_or_create(only=1, defaults={"public": public, "made_on": clock.today()})
    audit.append(
        chain=service.pk,
        event=Event.SENDER_KEY_MADE,
        actor=None,
        digest=mark_of_sender(public, service),
        clock=clock,
    )
