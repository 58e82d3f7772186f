"""From a passphrase to a verifier and a key: one Argon2id, split in two (security.md §5.2).

One derivation, not two: with a second, cheaper one for the sign-in check an attacker would
guess against that (security.md §2.1).
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from .derive import derived

_ROOT_BYTES = 64
_SALT_BYTES = 16
_PEPPER_BYTES = 32

# Each derivation holds 128 MiB: a burst of sign-ins on a small machine would end the process (ASVS 15.2.2).
_AT_MOST_TWO = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_below(self, other: "Argon2Cost") -> bool:
        """Whether a guess costs less here than there: memory times passes."""
        return self.memory_kib * self.passes < other.memory_kib * other.passes


REAL = Argon2Cost(131072, 3, 1)
CHEAP = Argon2Cost(8192, 1, 1)
"""Only where the database's first row says demo or test (design.md §4)."""


def derive_root(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """The 64-byte root of a worker's passphrase; waits while two others are being derived.

    The passphrase is NFKC-normalised: the same accented letter typed on another keyboard
    must open the same keys. ``ValueError`` for a salt shorter than 16 bytes.
    """
    if len(salt) < _SALT_BYTES:
        raise ValueError("a salt is at least 16 bytes")
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    with _AT_MOST_TWO:
        return Argon2id(
            salt=salt,
            length=_ROOT_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive(typed)


def sign_in_verifier(root: bytes) -> bytes:
    """What the database keeps to recognise the passphrase: SHA-256 of HKDF(root, "auth/v1")."""
    _check_root(root)
    return hashlib.sha256(derived(root, "auth/v1")).digest()


def passphrase_key(root: bytes, pepper: bytes) -> bytes:
    """The key that seals a worker's own keys: HKDF(root and pepper, "kek/v1").

    With the pepper outside the database a stolen database allows no guessing at all.
    """
    _check_root(root)
    if len(pepper) != _PEPPER_BYTES:
        raise ValueError("a pepper is 32 bytes")
    return derived(root + pepper, "kek/v1")


def _check_root(root: bytes) -> None:
    if len(root) != _ROOT_BYTES:
        raise ValueError("a root is 64 bytes")
