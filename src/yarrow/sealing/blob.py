"""Sealing a value under a symmetric key: AES-256-GCM, bound to its place.

A blob is: format 0x01 | key version, 2 bytes | nonce, 12 bytes | ciphertext and tag.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .context import Context
from .errors import CannotOpen
from .padding import padded, unpadded

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_HEADER_BYTES = 3


def _header(context: Context) -> bytes:
    return _FORMAT + context.version.to_bytes(2, "big")


def seal(key: bytes, plaintext: bytes, context: Context, *, pad_to: int = 256) -> bytes:
    """Seal a value for one place. ``ValueError`` for a key that is not 32 bytes.

    Nonces are random: keep one key below 2^20 seals, which a key per room version does
    (security.md §5.2).
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a sealing key is 32 bytes")
    header, nonce = _header(context), os.urandom(_NONCE_BYTES)
    body = padded(plaintext, pad_to)
    return header + nonce + AESGCM(key).encrypt(nonce, body, header + context.aad())


def unseal(key: bytes, blob: bytes, context: Context) -> bytes:
    """What was sealed for this place; ``CannotOpen`` on anything wrong, key and format included."""
    header = _header(context)
    # The header is compared before any decryption, so an unknown format is never guessed at
    # (ASVS 11.2.2); it is authenticated as well.
    if len(key) != KEY_BYTES or blob[:_HEADER_BYTES] != header:
        raise CannotOpen
    nonce = blob[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
    return unpadded(_decrypted(key, nonce, blob[_HEADER_BYTES + _NONCE_BYTES :], header + context.aad()))


def _decrypted(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except (InvalidTag, ValueError):  # ValueError: a blob cut short inside its nonce
        raise CannotOpen from None
