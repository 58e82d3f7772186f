"""Sealing a value to a person: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM.

A wrap is: format 0x01 | encapsulated key, 32 bytes | ciphertext and tag. HPKE binds the
context through ``info``; a sealed box could not, so a wrap could be passed off for another
room (security.md §0, 3).
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from .context import Context
from .errors import CannotOpen
from .padding import padded, unpadded

_FORMAT = b"\x01"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def wrap_to(public: bytes, plaintext: bytes, context: Context, *, pad_to: int = 1) -> bytes:
    """Seal a value so that only the holder of the private half opens it, in this context.

    ``public`` is a raw X25519 key; ``ValueError`` when it is none. Whether it is really the
    holder's key is for the roster to say, before this is called (R-06).
    """
    key = X25519PublicKey.from_public_bytes(public)
    return _FORMAT + _SUITE.encrypt(padded(plaintext, pad_to), key, info=info_of(context))


def unwrap_with(private: bytes, blob: bytes, context: Context) -> bytes:
    """What was wrapped to this key in this context; ``CannotOpen`` on anything wrong."""
    if blob[:1] != _FORMAT:
        raise CannotOpen
    return unpadded(_decrypted(private, blob[1:], info_of(context)))


def info_of(context: Context) -> bytes:
    """What HPKE binds: public, so that a browser can seal for this place as well."""
    return _FORMAT + context.aad()


def _decrypted(private: bytes, ciphertext: bytes, info: bytes) -> bytes:
    try:
        return _SUITE.decrypt(ciphertext, X25519PrivateKey.from_private_bytes(private), info=info)
    except (InvalidTag, ValueError):  # ValueError: a key that is no key, or a hostile curve point
        raise CannotOpen from None
