"""What a backup file holds once it is opened: a line that says what it is, then the database, compressed.

yarrow-backup/1 LF | length of the line, 4 bytes | the line, JSON | zlib stream
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from io import RawIOBase
from typing import Any, Self

MAGIC = b"yarrow-backup/1\n"
_LENGTH_BYTES = 4
_LONGEST_LINE = 1 << 20
_FAST = 1
"""Most of a database is sealed and does not shrink; more effort buys nothing."""


class NotABackup(Exception):
    """The file opened, and is not whole or not one of ours."""


@dataclass(frozen=True, slots=True)
class Label:
    """Which service, when, from what kind of database, and how many rows each table had."""

    deployment: str
    made_at: str
    vendor: str
    rows: dict[str, int]

    def to_bytes(self) -> bytes:
        """The beginning of the file."""
        line = json.dumps(asdict(self), sort_keys=True).encode()
        return MAGIC + len(line).to_bytes(_LENGTH_BYTES, "big") + line

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """``NotABackup`` for a line that says something else."""
        try:
            return cls(**json.loads(line))
        except (ValueError, TypeError):
            raise NotABackup from None


def packed(label: Label, content: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a backup before they are sealed, piece by piece."""
    yield label.to_bytes()
    press = zlib.compressobj(_FAST)
    for piece in content:
        if small := press.compress(piece):
            yield small
    yield press.flush()


class Flow(RawIOBase):
    """Pieces of bytes read as a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = iter(pieces), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


class Unpacking(RawIOBase):
    """A file to write an opened backup to: it reads the label, then hands on the database's own bytes.

    Call ``finished`` at the end: a file cut short has no end.
    """

    def __init__(self, target: Any) -> None:
        self.label: Label | None = None
        self.refused = False
        self._target, self._head, self._press = target, bytearray(), zlib.decompressobj()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        content = bytes(piece)
        try:
            self._target.write(self._press.decompress(content if self.label else self._after_label(content)))
        except (zlib.error, NotABackup):
            self.refused = True
            raise NotABackup from None
        return len(content)

    def finished(self) -> Label:
        """What the file says it is; ``NotABackup`` where it has no proper end."""
        if self.label is None or not self._press.eof or self._press.unused_data:
            raise NotABackup
        return self.label

    def _after_label(self, piece: bytes) -> bytes:
        self._head += piece
        start = len(MAGIC) + _LENGTH_BYTES
        if not MAGIC.startswith(self._head[: len(MAGIC)]):
            raise NotABackup
        if len(self._head) < start:
            return b""
        length = int.from_bytes(self._head[len(MAGIC) : start], "big")
        if length > _LONGEST_LINE:
            raise NotABackup
        if len(self._head) < start + length:
            return b""
        self.label = Label.from_line(bytes(self._head[start : start + length]))
        return bytes(self._head[start + length :])
