"""A sender for the example service. It only ever has the local gateway, which sends nothing."""

from django.conf import settings

from yarrow.kernel.clock import Clock
from yarrow.sealing.sender_key import make_sender_key
from yarrow.sending.actions import trust_sender
from yarrow.staff.models import Service


def prepare_sender(service: Service, clock: Clock) -> None:
    """Make its key anew, for a service that is itself new: one from before would believe another."""
    settings.SENDER_KEY_FILE.unlink(missing_ok=True)
    key = make_sender_key(settings.SENDER_KEY_FILE, trusts=bytes(service.signing_public))
    trust_sender(public=key.pair.public, clock=clock)
