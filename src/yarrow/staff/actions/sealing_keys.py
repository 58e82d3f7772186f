"""A worker's own keys on their row, unsaved: steps of joining, of new keys and of a new passphrase."""

from dataclasses import dataclass

from yarrow.kernel.decision import Refused
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair, new_symmetric_key, random_bytes
from yarrow.sealing.passphrase import passphrase_key, sign_in_verifier
from yarrow.staff.door.hasher import encoded
from yarrow.staff.models import Service, Worker
from yarrow.staff.passphrases.stretching import stretched
from yarrow.staff.queries.places import secrets_context
from yarrow.staff.queries.service import cost_of, pepper, the_service
from yarrow.staff.rules import passphrase_is_good_enough

SALT_BYTES = 16
SEALED_COLUMNS = ("salt", "password", "secrets_sealed")
KEY_COLUMNS = ("sealing_public", "signing_public", *SEALED_COLUMNS)


class PassphraseTooWeak(ValueError):
    """The form should have refused it first, with the reasons of ``rules``."""


@dataclass(frozen=True, slots=True, repr=False)
class MadeKeys:
    """Keys that are made and sealed under a passphrase; they lie on ``worker``, which is not saved yet."""

    worker: Worker
    keyring: Keyring


def make_keys(*, worker: Worker, passphrase: str) -> MadeKeys:
    """New keys for a newcomer or for who lost theirs. Writes nothing, and stretches the passphrase.

    Hazard: call it before the transaction that keeps them (``staff.passphrases.stretching``). Raises
    ``PassphraseTooWeak`` and ``TooBusy``.
    """
    if isinstance(passphrase_is_good_enough(passphrase, username=worker.username), Refused):
        raise PassphraseTooWeak
    keyring = fresh_keys(worker)
    seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=the_service())
    return MadeKeys(worker, keyring)


def fresh_keys(worker: Worker) -> Keyring:
    """New pairs for this worker: their public halves on the row, the private ones in the answer."""
    sealing, signing = new_sealing_pair(), new_signing_pair()
    worker.sealing_public, worker.signing_public = sealing.public, signing.public
    return Keyring(
        worker=worker.id,
        sealing_private=sealing.private,
        signing_private=signing.private,
        ring_key=new_symmetric_key(),
    )


def seal_under_passphrase(*, worker: Worker, keyring: Keyring, passphrase: str, service: Service) -> None:
    """Put verifier, salt and sealed secrets on the worker, unsaved; one derivation. Raises ``TooBusy``."""
    cost = cost_of(service)
    worker.salt = random_bytes(SALT_BYTES)
    root = stretched(passphrase, worker.salt, cost)
    worker.password = encoded(sign_in_verifier(root), cost)
    key = passphrase_key(root, pepper())
    worker.secrets_sealed = seal(key, keyring.to_bytes(), secrets_context(worker, service))
