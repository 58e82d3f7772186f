"""The service, its pepper and the keys that stand behind it."""

from django.conf import settings

from yarrow.sealing.blob import unseal
from yarrow.sealing.keys import SealingPair, SigningPair
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.sealing.pepper import peppered_key, read_pepper
from yarrow.staff.models import Service
from yarrow.staff.queries.places import recovery_context, signing_context
from yarrow.staff.terms import Kind

_HALF = 32
"""Bytes of one half of an Ed25519 pair."""


class NotSetUp(LookupError):
    """The database has no service row yet: nothing may be kept in it."""


def is_set_up() -> bool:
    """Whether this database says what it is for."""
    return Service.objects.exists()


def is_demo() -> bool:
    """Whether everything in this database is invented."""
    return Service.objects.filter(kind=Kind.DEMO).exists()


def the_service() -> Service:
    """The one service of this database. Raises ``NotSetUp`` before set-up."""
    try:
        return Service.objects.get()
    except Service.DoesNotExist:
        raise NotSetUp from None


def cost_of(service: Service) -> Argon2Cost:
    """What one passphrase derivation costs in this service."""
    return Argon2Cost(service.argon_memory_kib, service.argon_passes, service.argon_lanes)


def pepper() -> bytes:
    """The 32 bytes kept outside the database (security.md R-08). Raises ``PepperMissing``."""
    return read_pepper(settings.PEPPER_FILE)


def gate_key(service: Service | None = None) -> bytes:
    """The key standings are sealed under (design.md §4)."""
    return peppered_key(pepper(), "gate/v1", (service or the_service()).id)


def totp_key(service: Service | None = None) -> bytes:
    """The key seeds of second factors are sealed under (security.md R-23)."""
    return peppered_key(pepper(), "totp/v1", (service or the_service()).id)


def service_key(service: Service) -> bytes:
    """The key the service's own private halves are sealed under."""
    return peppered_key(pepper(), "service/v1", service.id)


def service_signing_pair(service: Service) -> SigningPair:
    """The pair that signs the first roster entry and the daily head.

    Both halves come out of the seal: the plain column could be swapped by somebody who can write
    to the database but has no pepper. Raises ``CannotOpen``.
    """
    both = unseal(service_key(service), bytes(service.signing_sealed), signing_context(service))
    return SigningPair(private=both[:_HALF], public=both[_HALF:])


def recovery_pair(service: Service | None = None) -> SealingPair:
    """The throw-away recovery pair of a demonstration or a test.

    Raises ``CannotOpen`` in a real service, where only custodians hold it (security.md §5.4).
    """
    service = service or the_service()
    private = unseal(service_key(service), bytes(service.recovery_sealed), recovery_context(service))
    return SealingPair(private=private, public=bytes(service.recovery_public))
