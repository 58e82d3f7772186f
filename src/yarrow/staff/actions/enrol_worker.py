from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import (
    SealingPair,
    SigningPair,
    digest,
    new_sealing_pair,
    new_signing_pair,
    new_symmetric_key,
    random_bytes,
    sign,
)
from yarrow.sealing.passphrase import derive_root, passphrase_key, sign_in_verifier
from yarrow.staff.door.hasher import encoded
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries.places import secrets_context
from yarrow.staff.queries.roster import (
    UntrustedKey,
    signed_words,
    trusted_sealing_public,
    trusted_signing_public,
)
from yarrow.staff.queries.service import cost_of, pepper, service_signing_pair, the_service
from yarrow.staff.queries.workers import worker as worker_by_id
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Post

SALT_BYTES = 16


class EnrollerNeeded(TypeError):
    """Only the first worker is vouched for by the service itself; everybody else by a colleague."""


class PassphraseTooWeak(ValueError):
    """The form should have refused it first, with the reasons of ``rules``."""


@transaction.atomic
def enrol_worker(
    *,
    username: str,
    name: str,
    post: Post,
    passphrase: str,
    clock: Clock,
    enrolled_by: Keyring | None = None,
) -> tuple[Worker, Keyring]:
    """Take a worker on: their keys, sealed under their passphrase, and a signed line in the roster.

    The first is signed for by the service key, everybody else by the colleague who has checked
    who they are (security.md §5.5). Raises ``EnrollerNeeded``, ``PassphraseTooWeak``,
    ``UntrustedKey`` for an enroller whose own key does not count, and ``IntegrityError`` for a
    sign-in name already taken.
    """
    if isinstance(passphrase_is_good_enough(passphrase, username=username), Refused):
        raise PassphraseTooWeak
    service = the_service()
    sealing, signing = new_sealing_pair(), new_signing_pair()
    worker = Worker(id=new_id(), username=username, name=name, post=post)
    worker.sealing_public, worker.signing_public = sealing.public, signing.public
    keyring = _keyring_for(worker, sealing, signing)
    seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=service)
    worker.save(force_insert=True)
    entry = _roster_line(worker, service, clock, enrolled_by)
    append(
        chain=service.id,
        event=Event.WORKER_ENROLLED,
        actor=enrolled_by.worker if enrolled_by else None,
        subject=worker.id,
        digest=digest(signed_words(entry, service), bytes(entry.signature)),
        clock=clock,
    )
    return worker, keyring


def seal_under_passphrase(*, worker: Worker, keyring: Keyring, passphrase: str, service: Service) -> None:
    """Put verifier, salt and sealed secrets on the worker, unsaved; one derivation."""
    cost = cost_of(service)
    worker.salt = random_bytes(SALT_BYTES)
    root = derive_root(passphrase, worker.salt, cost)
    worker.password = encoded(sign_in_verifier(root), cost)
    key = passphrase_key(root, pepper())
    worker.secrets_sealed = seal(key, keyring.to_bytes(), secrets_context(worker, service))


def _keyring_for(worker: Worker, sealing: SealingPair, signing: SigningPair) -> Keyring:
    return Keyring(
        worker=worker.id,
        sealing_private=sealing.private,
        signing_private=signing.private,
        ring_key=new_symmetric_key(),
    )


def _roster_line(worker: Worker, service: Service, clock: Clock, enrolled_by: Keyring | None) -> RosterEntry:
    if enrolled_by is None and RosterEntry.objects.exists():
        raise EnrollerNeeded
    entry = RosterEntry(
        worker=worker,
        sealing_public=worker.sealing_public,
        signing_public=worker.signing_public,
        signed_by_id=enrolled_by.worker if enrolled_by else None,
        at=clock.now(),
    )
    entry.signature = sign(_signing_private(service, enrolled_by), signed_words(entry, service))
    entry.save(force_insert=True)
    _check_it_holds(worker, enrolled_by)
    return entry


def _signing_private(service: Service, enrolled_by: Keyring | None) -> bytes:
    if enrolled_by is None:
        return service_signing_pair(service).private
    return enrolled_by.signing_private


def _check_it_holds(worker: Worker, enrolled_by: Keyring | None) -> None:
    """Nobody is enrolled whom no one could then give a room to."""
    if enrolled_by is not None and not worker_by_id(enrolled_by.worker).is_active:
        raise UntrustedKey
    trusted_sealing_public(worker)
    trusted_signing_public(worker.id)
