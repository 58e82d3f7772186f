"""Hiding how long a text is: the length of a note about a safe address is a clue (R-12)."""

from .errors import CannotOpen

_LENGTH_BYTES = 4


def padded(plaintext: bytes, pad_to: int) -> bytes:
    """The text with its length in front, filled with zeros to a multiple of ``pad_to`` bytes."""
    if pad_to < 1:
        raise ValueError("padding is counted from 1 byte")
    body = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    return body + bytes(-len(body) % pad_to)


def unpadded(body: bytes) -> bytes:
    """The text that was padded; ``CannotOpen`` when the length and the body disagree."""
    end = _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "big")
    if len(body) < max(end, _LENGTH_BYTES):
        raise CannotOpen
    return body[_LENGTH_BYTES:end]
