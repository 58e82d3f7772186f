"""Keys, signatures and digests. The only place where randomness is drawn (ASVS 11.5.1)."""

import hashlib
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from .framing import framed

_KEY_BYTES = 32


# repr=False throughout: a key printed once, in a log or an error page, is a key lost (O-02).
@dataclass(frozen=True, slots=True, repr=False)
class SealingPair:
    """A raw X25519 pair, 32 bytes each: what is wrapped to ``public`` opens with ``private``."""

    private: bytes
    public: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SigningPair:
    """A raw Ed25519 pair, 32 bytes each."""

    private: bytes
    public: bytes


def new_sealing_pair() -> SealingPair:
    """A fresh X25519 pair."""
    private = X25519PrivateKey.generate()
    return SealingPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def sealing_pair_of(private: bytes) -> SealingPair:
    """The pair of this private half; ``ValueError`` when it is not 32 bytes."""
    return SealingPair(private, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def new_signing_pair() -> SigningPair:
    """A fresh Ed25519 pair."""
    private = Ed25519PrivateKey.generate()
    return SigningPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def new_symmetric_key() -> bytes:
    """A fresh 32-byte key for ``blob.seal``."""
    return random_bytes(_KEY_BYTES)


def random_bytes(n: int) -> bytes:
    """``n`` bytes from the operating system's generator."""
    return os.urandom(n)


def random_token() -> str:
    """256 random bits that may stand in a URL or a cookie: 43 characters."""
    return urlsafe_b64encode(random_bytes(32)).rstrip(b"=").decode()


def sign(private: bytes, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature of a message; ``ValueError`` for a key that is none."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def has_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of ``public`` signed exactly this message; anything odd is a no."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def digest(*parts: bytes) -> bytes:
    """SHA-256 over the parts, each with its length in front: 32 bytes."""
    return hashlib.sha256(framed(*parts)).digest()


def digest_of_framed(*lists: bytes) -> bytes:
    """What ``digest`` says of all their parts in a row, for lists that were ``framed`` before."""
    return hashlib.sha256(b"".join(lists)).digest()


def digest_of_file(path: Path) -> bytes:
    """SHA-256 of a file as it lies there, the same that ``sha256sum`` says.

    ``OSError`` where it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
