"""The service, its pepper and the keys that stand behind it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.sealing.blob import unseal
from yarrow.sealing.keys import SealingPair, SigningPair
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.sealing.pepper import mark, peppered_key, read_pepper
from yarrow.staff.models import Service
from yarrow.staff.queries.places import recovery_context, signing_context
from yarrow.staff.terms import Kind

_HALF = 32
"""Bytes of one half of an Ed25519 pair."""


@dataclass(slots=True)
class ReadOnce:
    """What one request has read of the service, and what it found wrong with the roster."""

    service: Service | None = None
    lines: Mapping[UUID, tuple[tuple[str, bytes], ...]] | None = None
    """By worker, what the record remembers of their lines: the event and the line's digest."""
    put_back: set[UUID] = field(default_factory=set)
    """Workers whose lines are not those that the record remembers."""


_READ: ContextVar[ReadOnce | None] = ContextVar("service_read", default=None)
"""What this request has read; nothing outside a request."""


class UntrustedPublic(Exception):
    """A public key in the database is not the one that this service made. Seal nothing to it."""


class NotSetUp(LookupError):
    """The database has no service row yet: nothing may be kept in it."""


class NothingMayBeKept(PermissionError):
    """A real service whose recovery was never tried out: what is lost there is lost for ever (R-09)."""


def is_set_up() -> bool:
    """Whether this database says what it is for."""
    return Service.objects.exists()


def is_demo() -> bool:
    """Whether everything in this database is invented."""
    return Service.objects.filter(kind=Kind.DEMO).exists()


def may_hold_data() -> bool:
    """Whether anything may be kept here: a real service only once a restore drill has passed (R-09)."""
    return Service.objects.exclude(kind=Kind.REAL, live_on__isnull=True).exists()


def check_data_may_be_kept() -> None:
    """Raises ``NothingMayBeKept``: the bar before a room or a case is made, whoever started the process."""
    if not may_hold_data():
        raise NothingMayBeKept


def the_service() -> Service:
    """The one service of this database. Raises ``NotSetUp`` before set-up."""
    read = _READ.get()
    if read is not None and read.service is not None:
        return read.service
    try:
        service = Service.objects.get()
    except Service.DoesNotExist:
        raise NotSetUp from None
    if read is not None:
        read.service = service
    return service


@contextmanager
def service_read_once() -> Iterator[ReadOnce]:
    """Within this, the service's row is read once: every seal of a page is bound to its id.

    So is what the record says of the roster. For one request and no longer, so that what a ceremony
    changes is seen by the next one.
    """
    read = ReadOnce()
    token = _READ.set(read)
    try:
        yield read
    finally:
        _READ.reset(token)


def read_so_far() -> ReadOnce | None:
    """What this request has read already; None outside one, where everything is read anew."""
    return _READ.get()


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


def custody_key(service: Service | None = None) -> bytes:
    """The key the names of the custodians are sealed under."""
    return peppered_key(pepper(), "custody/v1", (service or the_service()).id)


def service_key(service: Service) -> bytes:
    """The key the service's own private halves are sealed under."""
    return peppered_key(pepper(), "service/v1", service.id)


def mark_of_public(public: bytes, *of: bytes, service: Service) -> bytes:
    """What only the running service can say of a public key: whose it is (security.md T21).

    It goes into the audit event of the act that made the key. Hazard: whoever can write to the database
    could put a key of their own in a plain column, and everything sealed after that would be sealed to them.
    """
    return mark(service_key(service), b"public-key/v1", service.id.bytes, *of, public)


def trusted_recovery_public(service: Service) -> bytes:
    """The key that every room key is wrapped to beside its holders'. Raises ``UntrustedPublic``."""
    made = [latest(service.id, event) for event in (Event.SERVICE_SET_UP, Event.RECOVERY_KEY_CHANGED)]
    newest = max((event for event in made if event), key=lambda event: event.number, default=None)
    public = bytes(service.recovery_public)
    if newest is None or bytes(newest.digest) != mark_of_public(public, b"recovery", service=service):
        raise UntrustedPublic
    return public


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
