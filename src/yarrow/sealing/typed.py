"""Secrets that people write down and type: base32 in groups of four, with a check at the end.

The alphabet is Crockford's: no I, L, O or U. Reading is forgiving where eyes are: small letters, spaces
and dashes do not matter, O counts as 0, I and L as 1, U as V. It is strict where it matters: the last
group is a check, so that a slip of the pen is told at once instead of as "does not open".
"""

import hashlib
from collections.abc import Sequence

from .framing import framed

LINE_BYTES = 20
"""160 bits a line, as many as a code has (security.md §5.4)."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_IGNORED = str.maketrans("", "", " \t\r\n-\u2010\u2013\u2014._:")
_GROUP = 4
_BITS = 5
_CHECK_BITS = 20
_BODY = LINE_BYTES * 8 // _BITS
_SIZE_BYTES = 2


class Mistyped(ValueError):
    """What was typed is not what was printed; ``line`` says where, in a text of several lines."""

    def __init__(self, line: int = 1) -> None:
        super().__init__("mistyped")
        self.line = line


def spelled(raw: bytes, label: str = "code") -> str:
    """Twenty bytes as nine groups of four; ``ValueError`` for any other length.

    ``label`` says what it is, so that one thing typed in another's place is told as a mistake.
    """
    if len(raw) != LINE_BYTES:
        raise ValueError("a line is 20 bytes")
    text = _digits(int.from_bytes(raw, "big"), _BODY) + _check(raw, label)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_typed(text: str, label: str = "code") -> bytes:
    """The twenty bytes that were printed. Raises ``Mistyped``."""
    clean = text.translate(_IGNORED).upper().translate(_LOOKS_LIKE)
    body, check = clean[:_BODY], clean[_BODY:]
    if len(clean) != _BODY + _CHECK_BITS // _BITS or set(clean) - set(_ALPHABET):
        raise Mistyped
    raw = _number(body).to_bytes(LINE_BYTES, "big")
    if check != _check(raw, label):
        raise Mistyped
    return raw


def spelled_block(raw: bytes, label: str) -> list[str]:
    """Any bytes as lines of nine groups, each line with its own check."""
    whole = len(raw).to_bytes(_SIZE_BYTES, "big") + raw
    whole += bytes(-len(whole) % LINE_BYTES)
    pieces = [whole[at : at + LINE_BYTES] for at in range(0, len(whole), LINE_BYTES)]
    return [spelled(piece, _line(label, number)) for number, piece in enumerate(pieces, 1)]


def read_block(lines: Sequence[str], label: str) -> bytes:
    """The bytes that were printed as lines. Raises ``Mistyped`` with the number of the first bad line."""
    pieces = [_read_line(text, label, number) for number, text in enumerate(lines, 1)]
    whole = b"".join(pieces)
    end = _SIZE_BYTES + int.from_bytes(whole[:_SIZE_BYTES], "big")
    if not pieces or not end <= len(whole) < end + LINE_BYTES:
        raise Mistyped(len(pieces) + 1)
    return whole[_SIZE_BYTES:end]


def _read_line(text: str, label: str, number: int) -> bytes:
    try:
        return read_typed(text, _line(label, number))
    except Mistyped:
        raise Mistyped(number) from None


def _line(label: str, number: int) -> str:
    return f"{label}/{number}"


def _check(raw: bytes, label: str) -> str:
    first = hashlib.sha256(framed(b"typed/v1", label.encode(), raw)).digest()
    return _digits(int.from_bytes(first, "big") >> (256 - _CHECK_BITS), _CHECK_BITS // _BITS)


def _digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(count)))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number << _BITS | _ALPHABET.index(digit)
    return number
