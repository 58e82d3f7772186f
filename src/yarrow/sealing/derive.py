"""One secret, several keys: HKDF-SHA256 (RFC 5869) with a label for each use."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32


def derived(secret: bytes, label: str, *, salt: bytes | None = None) -> bytes:
    """The 32-byte key for one labelled use; one use's key tells nothing of another's."""
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=salt, info=label.encode()).derive(secret)
