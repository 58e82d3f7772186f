"""Sealing something large in pieces: AES-256-GCM in the STREAM construction (security.md §5.2).

A piece is: format 0x01 | prefix, 7 bytes | ciphertext and tag. The nonce is prefix | number, 4 bytes |
1 for the last piece and 0 for every other; number and last are also authenticated beside the place. So
pieces that are cut off, added, exchanged, repeated or brought from elsewhere do not open.

One key seals one stream and nothing else: two streams under one key could share a nonce.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .context import Context
from .errors import CannotOpen
from .framing import framed

PIECE_BYTES = 64 * 1024
"""What one piece holds; only the last may hold less."""

KEY_BYTES = 32
MOST_PIECES = 2**32
_FORMAT = b"\x01"
_PREFIX_BYTES = 7
_HEADER_BYTES = len(_FORMAT) + _PREFIX_BYTES
_TAG_BYTES = 16


class StreamSealer:
    """Seals bytes while they arrive. It keeps less than two pieces unsealed at any time.

    ``place`` names the whole stream. ``ValueError`` for a key that is not 32 bytes, for more than
    2^32 pieces, and for anything added after the end.
    """

    def __init__(self, key: bytes, place: Context) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a sealing key is 32 bytes")
        self._key, self._place = AESGCM(key), place
        self._header = _FORMAT + os.urandom(_PREFIX_BYTES)
        self._waiting, self._number, self._ended = bytearray(), 0, False
        self._running = hashlib.sha256()

    def add(self, plain: bytes) -> list[bytes]:
        """The pieces that are full now. The last one waits: only the end tells which it is."""
        if self._ended:
            raise ValueError("this stream has ended")
        self._waiting += plain
        self._running.update(plain)
        sealed = []
        while len(self._waiting) > PIECE_BYTES:
            sealed.append(self._sealed(bytes(self._waiting[:PIECE_BYTES]), last=False))
            del self._waiting[:PIECE_BYTES]
        return sealed

    def digest(self) -> bytes:
        """SHA-256 of everything added so far, for who must show later that a file is still the same."""
        return self._running.digest()

    def end(self) -> bytes:
        """The last piece, which may be empty; nothing can be added after it."""
        self._ended = True
        last = self._sealed(bytes(self._waiting), last=True)
        self._waiting.clear()
        return last

    def _sealed(self, plain: bytes, *, last: bool) -> bytes:
        if self._number >= MOST_PIECES:
            raise ValueError("a stream has at most 2^32 pieces")
        nonce = _nonce(self._header, self._number, last=last)
        aad = _aad(self._header, self._place, self._number, last=last)
        self._number += 1
        return self._header + self._key.encrypt(nonce, plain, aad)


def open_piece(key: bytes, piece: bytes, place: Context, *, number: int, last: bool) -> bytes:
    """One piece, where it stands and nowhere else; ``CannotOpen`` on anything wrong."""
    header = piece[:_HEADER_BYTES]
    if len(key) != KEY_BYTES or header[:1] != _FORMAT or len(piece) < _HEADER_BYTES + _TAG_BYTES:
        raise CannotOpen
    if not 0 <= number < MOST_PIECES:
        raise CannotOpen
    aad = _aad(header, place, number, last=last)
    try:
        plain = AESGCM(key).decrypt(_nonce(header, number, last=last), piece[_HEADER_BYTES:], aad)
    except InvalidTag:
        raise CannotOpen from None
    if len(plain) > PIECE_BYTES or (len(plain) < PIECE_BYTES and not last):
        raise CannotOpen
    return plain


def open_stream(key: bytes, pieces: Iterable[bytes], place: Context) -> Iterator[bytes]:
    """The whole stream, piece by piece.

    Raises ``CannotOpen`` at the first thing that is wrong: also when the stream ends before its
    last piece, or goes on after it. What was given out before that was true, but is not all.
    """
    waiting: bytes | None = None
    header = b""
    for number, piece in enumerate(pieces):
        if waiting is not None:
            yield open_piece(key, waiting, place, number=number - 1, last=False)
        header = header or piece[:_HEADER_BYTES]
        if piece[:_HEADER_BYTES] != header:
            raise CannotOpen  # of another stream, even if sealed with the same key by mistake
        waiting, count = piece, number
    if waiting is None:
        raise CannotOpen
    yield open_piece(key, waiting, place, number=count, last=True)


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    return header[len(_FORMAT) :] + number.to_bytes(4, "big") + bytes([last])


def _aad(header: bytes, place: Context, number: int, *, last: bool) -> bytes:
    return framed(header, place.aad(), number.to_bytes(4, "big"), bytes([last]))
