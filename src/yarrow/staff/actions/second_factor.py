"""Adding and removing what is asked beside the passphrase."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.door.passkeys import bound
from yarrow.staff.door.seeds import sealed
from yarrow.staff.models import Worker
from yarrow.staff.queries.service import the_service
from yarrow.staff.queries.workers import factors_of
from yarrow.staff.terms import Kind, PasskeyKind

MOST_PASSKEYS = 5


def add_second_factor(*, worker: Worker, seed: str, code: str, clock: Clock) -> Decision:
    """Ask this worker for a code at every sign-in from now on.

    Refuses a code that does not fit the seed, so that nobody locks themselves out, and a second
    seed beside a first. The code counts as used: it does not sign in as well.
    """
    with transaction.atomic():
        if factors_of(worker).filter(type=Authenticator.Type.TOTP).exists():
            return refused("second_factor_there", N_("A second factor is already set up"))
        kept = _factor(worker, Authenticator.Type.TOTP, {"secret": sealed(worker, seed)}, clock)
        if not TOTP(kept).validate_code(code):
            transaction.set_rollback(True)
            return refused("code_wrong", N_("That code did not work"), field="code")
        _note(Event.SECOND_FACTOR_ADDED, worker, clock)
    return Allowed()


@transaction.atomic
def add_passkey(*, worker: Worker, credential: dict[str, Any], kind: PasskeyKind, clock: Clock) -> Decision:
    """Ask this worker for a passkey, or what they have already, at every sign-in from now on.

    ``credential`` has answered our challenge (``door.passkeys.registered``). Refuses a sixth.
    """
    Worker.objects.select_for_update().get(pk=worker.pk)
    if factors_of(worker).filter(type=Authenticator.Type.WEBAUTHN).count() >= MOST_PASSKEYS:
        return refused(
            "passkeys_enough", N_("There are five passkeys already. Remove one that you no longer use.")
        )
    data = {"name": kind.value, "credential": credential, "bound": bound(worker, credential)}
    _factor(worker, Authenticator.Type.WEBAUTHN, data, clock)
    _note(Event.SECOND_FACTOR_ADDED, worker, clock)
    return Allowed()


@transaction.atomic
def remove_factor(*, worker: Worker, factor: int, clock: Clock) -> Decision:
    """No longer accept this code or passkey. Raises ``NotThere`` for one that is not the worker's own.

    Refuses the last one in a real service: nobody works there by passphrase alone (R-21).
    """
    Worker.objects.select_for_update().get(pk=worker.pk)
    standing = factors_of(worker)
    if not standing.filter(pk=factor).exists():
        raise NotThere
    if the_service().kind == Kind.REAL and standing.count() == 1:
        return refused("last_factor", N_("This is your only second step. Add another before you remove it."))
    standing.filter(pk=factor).delete()
    _note(Event.SECOND_FACTOR_REMOVED, worker, clock)
    return Allowed()


def _factor(worker: Worker, kind: Authenticator.Type, data: dict[str, Any], clock: Clock) -> Authenticator:
    kept = Authenticator(user=worker, type=kind, data=data, created_at=clock.now())
    kept.save(force_insert=True)
    return kept


def _note(event: Event, worker: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=worker.pk, subject=worker.pk, clock=clock)
