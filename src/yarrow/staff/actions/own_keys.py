"""A passphrase changed, a passphrase lost, a code made: what a worker does with their own keys (§5.4)."""

from collections.abc import Callable

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.recovery_code import CODE_BYTES, new_code, recovery_code_key
from yarrow.sealing.typed import Mistyped, read_typed, spelled
from yarrow.staff.models import RecoveryCode, Service, Worker, WorkerSession
from yarrow.staff.queries.freezing import is_frozen
from yarrow.staff.queries.places import recovery_code_context
from yarrow.staff.queries.service import pepper, the_service
from yarrow.staff.queries.workers import worker_named
from yarrow.staff.rules import passphrase_is_good_enough

from .sealing_keys import SEALED_COLUMNS, fresh_keys, seal_under_passphrase

Also = Callable[[Worker, Keyring, str], None]
_LABEL = "recovery"
DID_NOT_WORK = refused("not_opened", N_("That did not work"))
"""One answer for a wrong code, an unknown name, no code, somebody who has left or is frozen (R-27)."""


class _NotAsRead(Exception):
    """Somebody was there first: the code is used, or the account has moved on since it was read."""


@transaction.atomic
def make_recovery_code(*, worker: Worker, keyring: Keyring, clock: Clock) -> str:
    """Make the worker's recovery code, as it is to be written down; an earlier one opens nothing more.

    The answer is the only place where the code is: show it once, keep it nowhere.
    """
    spelled_code = _make_code(worker, keyring, clock)
    _note(Event.RECOVERY_CODE_MADE, worker, clock)
    return spelled_code


def use_recovery_code(
    *, username: str, code: str, passphrase: str, also: Also, clock: Clock
) -> Worker | Refused:
    """Open a worker's keys with their code and seal them under a new passphrase.

    Ends every session. The code is void; ``also`` is given a new one, inside the same transaction.
    Every failure costs the same one Argon2id derivation and says the same; only the new passphrase
    itself is judged before. A refusal is audited.
    """
    good = passphrase_is_good_enough(passphrase, username=username)
    if isinstance(good, Refused):
        return good
    service, worker = the_service(), worker_named(username)
    read = worker.password if worker else ""
    keyring = _opened_by_code(worker, code, service) if worker else None
    # Somebody nobody is gets keys as well, which are thrown away: the work is the same.
    row = worker if worker and keyring else Worker(id=new_id())
    seal_under_passphrase(
        worker=row, keyring=keyring or fresh_keys(row), passphrase=passphrase, service=service
    )
    if worker is None or keyring is None:
        return _not_opened(worker, service, clock)
    try:
        _take_over(worker, keyring, also, clock, read=read)
    except _NotAsRead:
        return _not_opened(worker, service, clock)
    return worker


def change_passphrase(
    *, worker: Worker, keyring: Keyring, passphrase: str, session_key: str | None, clock: Clock
) -> Decision:
    """Seal the worker's keys under another passphrase, and end their other sessions (ASVS 7.4.3).

    Refused, in the words that say nothing, where the account was shut or got new keys meanwhile.
    """
    good = passphrase_is_good_enough(passphrase, username=worker.username)
    if isinstance(good, Refused):
        return good
    service, read = the_service(), worker.password
    seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=service)
    try:
        _keep(worker, session_key, clock, read=read)
    except _NotAsRead:
        return _not_opened(worker, service, clock)
    return Allowed()


@transaction.atomic
def _keep(worker: Worker, session_key: str | None, clock: Clock, *, read: str) -> None:
    """After the stretching, so that nobody waits for it with the database held."""
    _hold_as_read(worker, read)
    worker.save(update_fields=SEALED_COLUMNS)
    WorkerSession.objects.filter(worker=worker).exclude(session_key=session_key).delete()
    _note(Event.PASSPHRASE_CHANGED, worker, clock)


def _hold_as_read(worker: Worker, read: str) -> None:
    """Hold the worker's row; it must still have the verifier it was read with, and be open.

    Hazard: the stretching takes a second. Keys sealed before a leaving, a freeze or new keys must
    not be written over them after it: the old passphrase, or the old keys, would stand again.
    """
    row = Worker.objects.select_for_update(no_key=True).filter(pk=worker.pk, password=read).first()
    if row is None or not row.is_active or is_frozen(row):
        raise _NotAsRead


def _opened_by_code(worker: Worker, code: str, service: Service) -> Keyring | None:
    kept = RecoveryCode.objects.filter(worker=worker).first()
    if kept is not None:
        worker.recovery_code = kept
    try:
        raw = read_typed(code, _LABEL)
    except Mistyped:
        raw = bytes(CODE_BYTES)  # opens nothing, and takes as long
    if kept is None or not worker.is_active or is_frozen(worker):
        return None
    try:
        key = recovery_code_key(raw, pepper(), worker.id)
        return Keyring.from_bytes(
            worker.id, unseal(key, bytes(kept.sealed), recovery_code_context(worker, service))
        )
    except CannotOpen:
        return None


@transaction.atomic
def _take_over(worker: Worker, keyring: Keyring, also: Also, clock: Clock, *, read: str) -> None:
    _hold_as_read(worker, read)
    # Two posts with one code, side by side: the second finds the code gone.
    if RecoveryCode.objects.filter(worker=worker, sealed=worker.recovery_code.sealed).delete()[0] != 1:
        raise _NotAsRead
    worker.save(update_fields=SEALED_COLUMNS)
    WorkerSession.objects.filter(worker=worker).delete()
    _note(Event.RECOVERY_CODE_USED, worker, clock)
    also(worker, keyring, _make_code(worker, keyring, clock))


@transaction.atomic
def _not_opened(worker: Worker | None, service: Service, clock: Clock) -> Refused:
    subject = worker.id if worker else None
    append(chain=service.id, event=Event.SIGN_IN_REFUSED, actor=None, subject=subject, clock=clock)
    return DID_NOT_WORK


def _make_code(worker: Worker, keyring: Keyring, clock: Clock) -> str:
    code = new_code()
    key = recovery_code_key(code, pepper(), worker.id)
    blob = seal(key, keyring.to_bytes(), recovery_code_context(worker, the_service()))
    RecoveryCode.objects.update_or_create(worker=worker, defaults={"sealed": blob, "made_on": clock.today()})
    return spelled(code, _LABEL)


def _note(event: Event, worker: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=worker.pk, subject=worker.pk, clock=clock)
