"""What a worker does with their own account: code, passphrase, and what happened to it."""

from django.db import transaction

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, Refused
from yarrow.people.models import ShownOnce
from yarrow.people.terms import NewsKind, ShownKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff import actions as staff
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen

from .once import keep_to_show, tell


@transaction.atomic
def make_code(*, worker: Worker, keyring: Keyring, clock: Clock) -> ShownOnce:
    """Make this worker's recovery code, to be shown to them once; an earlier one opens nothing more."""
    code = staff.make_recovery_code(worker=worker, keyring=keyring, clock=clock)
    return keep_to_show(keyring=keyring, kind=ShownKind.RECOVERY, code=code, clock=clock)


def use_code(*, username: str, code: str, passphrase: str, clock: Clock) -> Worker | Refused:
    """A lost passphrase: with the code a new one is chosen. A new code waits for the next sign-in.

    Every failure is refused in the same words, at the same cost (``staff.actions.use_recovery_code``).
    """

    def also(worker: Worker, keyring: Keyring, fresh_code: str) -> None:
        keep_to_show(keyring=keyring, kind=ShownKind.RECOVERY, code=fresh_code, clock=clock)
        tell(worker=worker, kind=NewsKind.CODE_USED, clock=clock)

    return staff.use_recovery_code(
        username=username, code=code, passphrase=passphrase, also=also, clock=clock
    )


def change(
    *, worker: Worker, keyring: Keyring, passphrase: str, session_key: str | None, clock: Clock
) -> Decision:
    """Another passphrase for the same keys; every other session ends. Refuses one that is not good enough."""
    changed = staff.change_passphrase(
        worker=worker, keyring=keyring, passphrase=passphrase, session_key=session_key, clock=clock
    )
    if not isinstance(changed, Refused):
        tell(worker=worker, kind=NewsKind.PASSPHRASE_CHANGED, clock=clock)
    return changed


@transaction.atomic
def lift(*, worker: Worker, by: Worker, clock: Clock) -> Decision:
    """Agree that a frozen account is opened again; with the second colleague it is, and they are told."""
    agreed = staff.agree_to_lift(worker=worker, by=by, clock=clock)
    if not isinstance(agreed, Refused) and not is_frozen(worker):
        tell(worker=worker, kind=NewsKind.LIFTED, clock=clock)
    return agreed
