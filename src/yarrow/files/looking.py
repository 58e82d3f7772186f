"""Having a file looked at by a process of its own, and taking its answer with care.

That process may have been taken over by the file. So only a short, checked line is believed of it, and
what follows is sealed as it comes, up to a limit.
"""

from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import IO
from uuid import UUID

from yarrow.gate.facts.files import Copy, FileType, LeftOut
from yarrow.kernel.decision import Refused, refused
from yarrow.sealing.stream import PIECE_BYTES

from .apart import Child, apart, feed
from .converting.answer import MOST_HEAD_BYTES, Head
from .converting.sniffing import hint_of
from .rules import MOST_COPY_BYTES
from .sealed import InPieces
from .terms import WhyNot

SECONDS = 30
"""After this the process is killed; it stops itself after 25 seconds of work (``converting.limits``)."""

_AT_ONCE = BoundedSemaphore(2)
"""As many as there are processors in a small service: each may take a large part of the memory."""

_SECONDS_TO_WAIT = 20.0
_PROGRAM = "yarrow.files.converting"


@dataclass(frozen=True, slots=True, repr=False)
class LookedAt:
    """A file that may be kept: what it is, and its safe copy if there is one."""

    type: FileType
    copy: Copy
    left_out: tuple[LeftOut, ...] = ()
    copy_type: FileType | None = None
    copy_pieces: InPieces | None = None
    pages: tuple[tuple[int, int], ...] = ()


def look_at(upload: InPieces) -> LookedAt | Refused:
    """What this file is, with its safe copy sealed for the same room; or why it is not taken."""
    if not _AT_ONCE.acquire(timeout=_SECONDS_TO_WAIT):
        return why_not(WhyNot.BUSY)
    try:
        return _answer(upload)
    finally:
        _AT_ONCE.release()


def why_not(code: WhyNot) -> Refused:
    """A refusal that stands beside the field of the file."""
    return refused(f"FILE_{code.name}", code.words, field="file")


def _answer(upload: InPieces) -> LookedAt | Refused:
    with apart(_PROGRAM, hint_of(upload.begins), seconds=SECONDS) as (process, killed):
        feed(process, upload.plain())
        try:
            return _read(process, upload.room)
        except (ValueError, EOFError):
            # Nothing it said can be believed, so nothing is kept: not the file either.
            return why_not(WhyNot.TOO_SLOW if killed or process.wait() < 0 else WhyNot.BROKEN)


def _read(process: Child, room: UUID) -> LookedAt | Refused:
    """Raises ValueError and EOFError for an answer that is none."""
    out = process.stdout
    if out is None:
        raise EOFError
    head = Head.from_line(out.readline(MOST_HEAD_BYTES))
    if head.refused:
        return why_not(WhyNot.of(head.refused))
    kind, copy = FileType.of(head.type), Copy.of(head.copy)
    if copy is not Copy.MADE or head.copy_size > MOST_COPY_BYTES:
        return LookedAt(kind, Copy.TOO_LONG if copy is Copy.MADE else copy)
    made = _sealed_copy(out, head.copy_size, room)
    left_out = tuple(LeftOut.of(each) for each in head.left_out)
    pages = tuple((first, length) for first, length in head.pages)
    return LookedAt(kind, copy, left_out, FileType.of(head.copy_type), made, pages)


def _sealed_copy(out: IO[bytes], size: int, room: UUID) -> InPieces:
    made = InPieces(room)
    while made.size < size:
        plain = out.read(min(PIECE_BYTES, size - made.size))
        if not plain:
            raise EOFError
        made.add(plain)
    made.end()
    return made
