from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.sealing.passphrase import Argon2Cost, passphrase_key, sign_in_verifier
from yarrow.staff.door.hasher import cost_of, is_proved
from yarrow.staff.models import Service, Worker
from yarrow.staff.passphrases.stretching import TooBusy, stretched
from yarrow.staff.queries.freezing import is_frozen
from yarrow.staff.queries.places import secrets_context
from yarrow.staff.queries.remembered import has_left_by_the_record
from yarrow.staff.queries.service import cost_of as service_cost
from yarrow.staff.queries.service import pepper, the_service
from yarrow.staff.queries.workers import worker_named
from yarrow.staff.rules import LONGEST

from .sealing_keys import SALT_BYTES, SEALED_COLUMNS, seal_under_passphrase

_NOT_OPENED = refused("not_opened", N_("That did not work"))
"""One answer for a wrong passphrase, an unknown name, somebody who has left or is frozen, a damaged row."""


def unlock(*, worker: Worker, passphrase: str) -> Keyring | Refused:
    """Open a worker's keys with their passphrase: one Argon2id derivation, whatever comes of it.

    Refuses, always in the same words, a wrong passphrase, a worker who has left and one who is
    frozen. Writes nothing. Raises ``TooBusy``.
    """
    return _open(worker, passphrase, the_service())


def unlock_by_name(*, username: str, passphrase: str, clock: Clock) -> tuple[Worker, Keyring] | Refused:
    """What signing in asks: the worker of that name with their keys. A refusal is audited.

    A name nobody has costs the same derivation and the same audit row as a wrong passphrase, so
    that nobody can learn who works here (security.md R-27, T19). Raises ``TooBusy``.
    """
    service = the_service()
    worker = worker_named(username)
    opened = _open(worker, passphrase, service) if worker else _spend(username, passphrase, service)
    if worker is None or isinstance(opened, Refused):
        _note_refusal(worker, service, clock)
        return _NOT_OPENED
    return worker, opened


def raise_cost(*, worker: Worker, keyring: Keyring, passphrase: str, clock: Clock) -> None:
    """Stretch a passphrase as far as the service asks today, if it was made when less was asked (R-07).

    Called at sign-in, when the passphrase is at hand. Nothing is done while the machine is busy.
    """
    service, was = the_service(), worker.password
    if not cost_of(was).is_below(service_cost(service)):
        return
    try:
        seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=service)
    except TooBusy:
        worker.refresh_from_db()
        return
    if not _keep_raised(worker, was, service, clock):
        worker.refresh_from_db()


@transaction.atomic
def _keep_raised(worker: Worker, was: str, service: Service, clock: Clock) -> bool:
    """Whether this sign-in is the one that wrote: salt, verifier and seal belong together.

    Apart from the stretching, which takes long and must not hold the database.
    """
    raised = {name: getattr(worker, name) for name in SEALED_COLUMNS}
    if not Worker.objects.filter(pk=worker.pk, password=was).update(**raised):
        return False
    append(chain=service.id, event=Event.COST_RAISED, actor=worker.pk, subject=worker.pk, clock=clock)
    return True


def _open(worker: Worker, passphrase: str, service: Service) -> Keyring | Refused:
    root = _root(passphrase, bytes(worker.salt), cost_of(worker.password))
    frozen = is_frozen(worker)
    # Hazard: who left and has their row put back is active again; the record says that they left.
    gone = has_left_by_the_record(worker.pk, service) or not worker.is_active
    if not is_proved(worker.password, sign_in_verifier(root)) or gone or frozen:
        return _NOT_OPENED
    try:
        key = passphrase_key(root, pepper())
        raw = unseal(key, bytes(worker.secrets_sealed), secrets_context(worker, service))
        return Keyring.from_bytes(worker.id, raw)
    except CannotOpen:
        return _NOT_OPENED


def _spend(username: str, passphrase: str, service: Service) -> Refused:
    """The work of a wrong passphrase, for a name nobody has."""
    salt = digest(service.id.bytes, username.encode())[:SALT_BYTES]
    sign_in_verifier(_root(passphrase, salt, service_cost(service)))
    nobody = Worker(id=new_id())  # the same questions to the database
    is_frozen(nobody)
    has_left_by_the_record(nobody.pk, service)
    return _NOT_OPENED


def _root(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    # A longer one cannot be right (rules); cut, it costs one ordinary derivation.
    return stretched(passphrase[: LONGEST + 1], salt, cost)


@transaction.atomic
def _note_refusal(worker: Worker | None, service: Service, clock: Clock) -> None:
    subject = worker.id if worker else None
    append(chain=service.id, event=Event.SIGN_IN_REFUSED, actor=None, subject=subject, clock=clock)
