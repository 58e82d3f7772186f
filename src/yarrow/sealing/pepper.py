"""The service's secret outside its database and its backups (security.md R-08)."""

import hmac
import os
from pathlib import Path
from uuid import UUID, uuid4

from .derive import derived
from .framing import framed
from .keys import random_bytes

_PEPPER_BYTES = 32
_KEY_BYTES = 32
_LABELS = frozenset(
    f"{use}/v1"
    for use in (
        "gate",
        "door",
        "totp",
        "service",
        "device",
        "passkey",
        "custody",
        "marks",
        "visits",
        "groups",
        "bookings",
    )
)


class PepperMissing(Exception):
    """The pepper file is not there, cannot be read, or is not 32 bytes: nothing can be opened."""


def make_pepper(path: Path) -> bytes:
    """Make the pepper, readable by its owner only (0400); ``FileExistsError`` when one is there.

    Losing a pepper loses every worker's keys, so an existing one is never written over.
    """
    pepper = random_bytes(_PEPPER_BYTES)
    keep_pepper(path, pepper)
    return pepper


def keep_pepper(path: Path, pepper: bytes) -> None:
    """Put a pepper back where it was lost, from a kit; ``FileExistsError`` when one is there."""
    if len(pepper) != _PEPPER_BYTES:
        raise ValueError("a pepper is 32 bytes")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    _write_for_owner(draft, pepper)
    try:
        # A link fails if the name is taken and shows only the finished file: two set-ups at
        # once, or a power cut, leave one whole pepper or none.
        os.link(draft, path)
    finally:
        draft.unlink()


def read_pepper(path: Path) -> bytes:
    """The 32 bytes of the pepper; ``PepperMissing`` when they are not all there."""
    try:
        pepper = path.read_bytes()
    except OSError:
        raise PepperMissing from None
    if len(pepper) != _PEPPER_BYTES:
        raise PepperMissing
    return pepper


def peppered_key(pepper: bytes, label: str, deployment: UUID) -> bytes:
    """The service's key for one use; ``ValueError`` for a use that is not known here."""
    if label not in _LABELS:
        raise ValueError(f"no peppered key is called {label!r}")
    if len(pepper) != _PEPPER_BYTES:
        raise ValueError("a pepper is 32 bytes")
    return derived(pepper, label, salt=deployment.bytes)


def fingerprint(key: bytes, value: str) -> bytes:
    """HMAC-SHA256 of an already normalised value: equal values match, no value can be read back.

    ``ValueError`` for a key that is not 32 bytes: without a secret key every postcode could be tried.
    """
    if len(key) != _KEY_BYTES:
        raise ValueError("a fingerprint key is 32 bytes")
    return hmac.digest(key, value.encode(), "sha256")


def mark(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over the parts, each with its length in front: nobody makes it without the key.

    ``ValueError`` for a key that is not 32 bytes.
    """
    if len(key) != _KEY_BYTES:
        raise ValueError("a key to mark with is 32 bytes")
    return hmac.digest(key, framed(*parts), "sha256")


def _write_for_owner(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
