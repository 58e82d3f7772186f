from uuid import UUID

from django.conf import settings
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair
from yarrow.sealing.passphrase import CHEAP, REAL, Argon2Cost
from yarrow.sealing.pepper import make_pepper
from yarrow.staff.models import Service
from yarrow.staff.queries.places import recovery_context, signing_context
from yarrow.staff.queries.service import is_set_up, mark_of_public, service_key
from yarrow.staff.terms import Kind

_ALREADY = refused("already_set_up", N_("This database is already set up"))


def set_up_service(*, kind: Kind, clock: Clock) -> Service | Refused:
    """Make this database a demonstration or a test, once; makes the pepper if there is none.

    They get cheap Argon2id and a throw-away recovery pair (design.md §4). Refuses a second set-up,
    and a real service: that is made together with its custodians (``custody.actions``).
    """
    if kind == Kind.REAL:
        return refused(
            "custody_missing",
            N_("Real data needs recovery keys held by three custodians. Type: ./run yarrow set_up"),
        )
    if is_set_up():
        return _ALREADY
    make_pepper_once()
    return _make_throw_away(kind, clock)


def make_pepper_once() -> None:
    """Make the pepper where there is none: before the transaction, as a file knows no going back."""
    if not settings.PEPPER_FILE.exists():
        make_pepper(settings.PEPPER_FILE)


@transaction.atomic
def set_up_real_service(*, service_id: UUID, recovery_public: bytes, clock: Clock) -> Service | Refused:
    """Make this database a real service: real Argon2id, and nothing of the recovery key's private half.

    A step of the custody ceremony, which seals that half under the codes of the custodians. Until a
    drill with them has passed nothing may be kept here. Refuses a second set-up.
    """
    if is_set_up():
        return _ALREADY
    service = Service(id=service_id, kind=Kind.REAL, created_on=clock.today())
    service.recovery_public = recovery_public
    return _saved(service, REAL, clock)


@transaction.atomic
def go_live(*, clock: Clock) -> None:
    """Note the day on which a restore drill first passed: from now on data may be kept (R-09)."""
    service = Service.objects.select_for_update().get()
    if service.live_on is None:
        Service.objects.filter(pk=service.pk).update(live_on=clock.today())
        append(chain=service.pk, event=Event.SERVICE_LIVE, actor=None, clock=clock)


@transaction.atomic
def change_recovery_key(*, recovery_public: bytes, clock: Clock) -> None:
    """From now on every room key is wrapped to this key; the old wraps are the caller's to redo."""
    service = Service.objects.select_for_update().get()
    Service.objects.filter(pk=service.pk).update(recovery_public=recovery_public)
    service.recovery_public = recovery_public
    _note_recovery_key(Event.RECOVERY_KEY_CHANGED, service, clock)


@transaction.atomic
def _make_throw_away(kind: Kind, clock: Clock) -> Service:
    service = Service(id=new_id(), kind=kind, created_on=clock.today())
    recovery = new_sealing_pair()
    service.recovery_public = recovery.public
    service.recovery_sealed = seal(service_key(service), recovery.private, recovery_context(service))
    return _saved(service, CHEAP, clock)


def _saved(service: Service, cost: Argon2Cost, clock: Clock) -> Service:
    signing = new_signing_pair()
    both = signing.private + signing.public
    service.signing_public = signing.public
    service.signing_sealed = seal(service_key(service), both, signing_context(service))
    service.argon_memory_kib, service.argon_passes = cost.memory_kib, cost.passes
    service.argon_lanes = cost.lanes
    service.save(force_insert=True)
    _note_recovery_key(Event.SERVICE_SET_UP, service, clock)
    return service


def _note_recovery_key(event: Event, service: Service, clock: Clock) -> None:
    """The record remembers which recovery key it was, in words that only this service can make."""
    marked = mark_of_public(bytes(service.recovery_public), b"recovery", service=service)
    append(chain=service.pk, event=event, actor=None, digest=marked, clock=clock)
