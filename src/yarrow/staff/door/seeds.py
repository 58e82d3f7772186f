"""Seeds of one-time codes, sealed under a peppered key (security.md R-23).

A stolen database must not give away second factors. The worker's id stands before the blob and
is bound into it, because allauth opens a seed without saying whose it is; ``is_of`` is asked
first, so that a seed moved to a colleague's row opens no door.
"""

from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.context import Context
from yarrow.sealing.keys import random_bytes
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries.service import the_service, totp_key

_SEED_BYTES = 20
"""RFC 4226 §4: 160 bits."""


def new_seed() -> str:
    """A fresh seed in the base32 that authenticator apps read."""
    return b32encode(random_bytes(_SEED_BYTES)).decode()


def sealed(worker: Worker, seed: str) -> str:
    """The seed as the database may keep it."""
    service = the_service()
    blob = seal(totp_key(service), seed.encode(), _place(service, worker.id), pad_to=64)
    return f"{worker.id.hex}.{urlsafe_b64encode(blob).decode()}"


def opened(text: str) -> str:
    """The seed again. Raises ``CannotOpen`` on anything wrong."""
    owner, _, blob = text.partition(".")
    service = the_service()
    return unseal(totp_key(service), urlsafe_b64decode(blob), _place(service, UUID(owner))).decode()


def is_of(worker: Worker, text: str) -> bool:
    """Whether this sealed seed was made for this worker."""
    return text.partition(".")[0] == worker.id.hex


def _place(service: Service, worker: UUID) -> Context:
    return Context(deployment=service.id, table="authenticator", column="seed", row=worker)
