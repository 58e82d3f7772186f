from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.staff.door.seeds import sealed
from yarrow.staff.models import Worker
from yarrow.staff.queries.service import the_service
from yarrow.staff.queries.workers import has_second_factor


def add_second_factor(*, worker: Worker, seed: str, code: str, clock: Clock) -> Decision:
    """Ask this worker for a code at every sign-in from now on.

    Refuses a code that does not fit the seed, so that nobody locks themselves out, and a second
    seed beside a first. The code counts as used: it does not sign in as well.
    """
    with transaction.atomic():
        if has_second_factor(worker):
            return refused("second_factor_there", N_("A second factor is already set up"))
        kept = Authenticator(user=worker, type=Authenticator.Type.TOTP, data={"secret": sealed(worker, seed)})
        kept.save(force_insert=True)
        if not TOTP(kept).validate_code(code):
            transaction.set_rollback(True)
            return refused("code_wrong", N_("That code did not work"), field="code")
        append(
            chain=the_service().id,
            event=Event.SECOND_FACTOR_ADDED,
            actor=worker.pk,
            subject=worker.pk,
            clock=clock,
        )
    return Allowed()
