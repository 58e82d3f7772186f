"""Looking for planted words in any bytes, however they may have been written down."""

import re
import zlib
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Iterable, Iterator

from django.contrib.sessions.models import AbstractBaseSession
from django.db import connections

_PACKED = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")


def ways_to_write(word: bytes) -> tuple[bytes, ...]:
    """A word as itself, wide, in hexadecimal, and inside base64 at each of its three alignments."""
    text = word.decode("latin-1")
    packed = (b64encode(b"\0" * shift + word)[_SKIP[shift] : -4] for shift in range(3))
    return (
        word,
        word.upper(),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        word.hex().encode(),
        word.hex().upper().encode(),
        word[::-1],
        *packed,
    )


_SKIP = (0, 2, 3)
"""How many signs of base64 depend on what stands before the word."""


def found_in(raw: bytes, words: Iterable[bytes]) -> list[bytes]:
    """Which of these words are in there in any way of writing, also inside what is packed."""
    opened = b"\n".join([raw, *_unpacked(raw)])
    return [word for word in words if any(way in opened for way in ways_to_write(word))]


def keys_in(raw: bytes, keys: Iterable[bytes]) -> list[bytes]:
    """Which of these keys are in there, as bytes, in hexadecimal or inside base64."""
    opened = b"\n".join([raw, *_unpacked(raw)])
    return [key for key in keys if key in opened or key.hex().encode() in opened]


def _unpacked(raw: bytes) -> Iterator[bytes]:
    """What stands in base64, and whether it is compressed: sessions and caches are kept like that."""
    for found in _PACKED.findall(raw):
        padded = found.rstrip(b"=") + b"=" * (-len(found.rstrip(b"=")) % 4)
        for decode in (b64decode, urlsafe_b64decode):
            try:
                plain = decode(padded)
            except ValueError:
                continue
            yield plain
            try:
                yield zlib.decompress(plain)
            except zlib.error:
                continue


def sessions(kind: type[AbstractBaseSession]) -> bytes:
    """All sessions as Django reads them, and as they lie in the table."""
    rows = list(kind.objects.all())
    return b"\n".join(f"{row.session_data} {row.get_decoded()}".encode() for row in rows)


def table(name: str) -> bytes:
    """All of one table, as text."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")  # noqa: S608  # the name of a table, from the test itself
        return repr(cursor.fetchall()).encode()
