"""A file in sealed pieces, in memory, before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from yarrow.gate.facts.files import FileType
from yarrow.kernel.ids import new_id
from yarrow.sealing.context import Context
from yarrow.sealing.keys import new_symmetric_key
from yarrow.sealing.stream import PIECE_BYTES, StreamSealer, open_stream

from .converting.sniffing import HINT_BYTES
from .places import file_place
from .rules import Kept, padding

_ZEROS = bytes(PIECE_BYTES)


@dataclass(slots=True, repr=False)
class InPieces:
    """Sealed piece by piece, with a key made for it; filled up when it ends."""

    room: UUID
    file: UUID = field(default_factory=new_id)
    key: bytes = field(default_factory=new_symmetric_key)
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    digest: bytes = b""
    begins: bytes = b""
    """Its first dozen bytes, which say what kind of file to get ready for."""
    _sealer: StreamSealer | None = None

    @property
    def place(self) -> Context:
        """Where it will lie, and nowhere else."""
        return file_place(file=self.file, room=self.room)

    def add(self, plain: bytes) -> None:
        """Seal what has come."""
        self._sealer = self._sealer or StreamSealer(self.key, self.place)
        self.pieces += self._sealer.add(plain)
        self.size += len(plain)
        if len(self.begins) < HINT_BYTES:
            self.begins = (self.begins + plain)[:HINT_BYTES]

    def end(self) -> None:
        """Fill it up, so that the number of pieces tells little, and seal the last one."""
        sealer = self._sealer or StreamSealer(self.key, self.place)
        self.digest, missing = sealer.digest(), padding(self.size)
        while missing > 0:
            self.pieces += sealer.add(_ZEROS[:missing])
            missing -= PIECE_BYTES
        self.pieces.append(sealer.end())
        self._sealer = None

    def plain(self) -> Iterator[bytes]:
        """What it holds, piece by piece."""
        return without_padding(open_stream(self.key, self.pieces, self.place), self.size)

    def kept(self, kind: FileType, pages: tuple[tuple[int, int], ...] = ()) -> Kept:
        """What the entry says of it."""
        return Kept(self.file, self.key, kind, self.size, self.digest, pages)


def without_padding(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """The first ``size`` bytes; every piece is opened, so that what was cut short is not taken for whole."""
    left = size
    for plain in pieces:
        if left:
            yield plain[:left]
        left -= min(left, len(plain))
