"""How large, how many, and how what lies in an entry says where its file is. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from yarrow.gate.facts.files import FileType
from yarrow.gate.words import Mark
from yarrow.sealing.stream import PIECE_BYTES

MOST_BYTES = 25 * 1024 * 1024
"""Of one file as it is sent. Ours: a long scan or a large telephone picture fits, a film does not."""

MOST_COPY_BYTES = 40 * 1024 * 1024
"""Of a safe copy; nothing larger is read from the process that makes it."""

ROOM_QUOTA = 1024 * 1024 * 1024
"""Of all files of one room, as they lie in the database."""

TICKET_LASTS = timedelta(minutes=2)

SHOWN_WORDS = 200_000
"""Signs of a plain text that are shown on a page; the rest is in the copy."""

_FEWEST_PIECES = 4
_STEPS = 4


def padded(pieces: int) -> int:
    """To how many pieces a file is filled up: 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, … (R-12).

    A stolen database then tells a size to within a quarter, and of anything below 256 KiB nothing.
    """
    if pieces <= _FEWEST_PIECES:
        return _FEWEST_PIECES
    step = 1 << max(0, (pieces - 1).bit_length() - _STEPS.bit_length())
    return -(-pieces // step) * step


def padding(size: int) -> int:
    """How many bytes are added to this many so that they fill their pieces."""
    return padded(-(-size // PIECE_BYTES)) * PIECE_BYTES - size


def is_good(made_at: datetime, now: datetime) -> bool:
    """Whether an address that works once may still be used."""
    return timedelta(0) <= now - made_at < TICKET_LASTS


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """Where a file lies, what opens it, and what it is: it exists only inside a sealed entry.

    ``pages`` of a paper: first byte and length of the picture of each page.
    """

    file: UUID
    key: bytes
    type: FileType
    size: int
    digest: bytes
    pages: tuple[tuple[int, int], ...] = ()

    def to_mark(self) -> Mark:
        """As it stands in the fact."""
        said = {
            "file": str(self.file),
            "key": self.key.hex(),
            "type": self.type.value,
            "size": self.size,
            "digest": self.digest.hex(),
            "pages": self.pages,
        }
        return Mark(json.dumps(said, separators=(",", ":")))

    @classmethod
    def from_mark(cls, mark: str) -> Self:
        """Read back; ValueError or KeyError for anything else."""
        said = json.loads(mark)
        return cls(
            file=UUID(said["file"]),
            key=bytes.fromhex(said["key"]),
            type=FileType.of(said["type"]),
            size=int(said["size"]),
            digest=bytes.fromhex(said["digest"]),
            pages=tuple((int(first), int(length)) for first, length in said["pages"]),
        )


_MEDIA = {
    FileType.JPEG: ("image/jpeg", "picture.jpg"),
    FileType.PNG: ("image/png", "picture.png"),
    FileType.HEIC: ("image/heic", "picture.heic"),
    FileType.PDF: ("application/pdf", "document.pdf"),
    FileType.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "document.docx",
    ),
    FileType.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table.xlsx"),
    FileType.TEXT: ("text/plain; charset=utf-8", "text.txt"),
}


def media_type(kind: FileType) -> str:
    """What the browser is told that it gets."""
    return _MEDIA[kind][0]


def neutral_name(kind: FileType) -> str:
    """What a saved file is called: browsers keep a history of downloads, with the names."""
    return _MEDIA[kind][1]
