"""Having a paper read by a process of its own, which has little time and memory and may be taken over.

Hazard: pictures and papers are read by large C libraries, and some day one of them has a fault. In the
process that serves pages it would find keys and the database. Here it finds nothing; and silence, a
crash, too long or too much are all a paper that could not be read, which the door stops.
"""

from threading import BoundedSemaphore

from yarrow.files.apart import apart, feed

from . import KINDS, PLAIN, Found, Paper, Part, Unreadable, is_picture, kind_of, read
from .wire import MOST_ANSWER, from_child, to_child

SECONDS = 20
"""After this it is killed; it stops itself after 12 seconds of work (``extracting.__main__``)."""

PROGRAM = "yarrow.outgoing.extracting"
DRAWS = "yarrow.outgoing.extracting.picturing"
_JPEG = b"\xff\xd8\xff"
_AT_ONCE = BoundedSemaphore(2)
"""As many as there are processors in a small service: each may take a large part of the memory."""
_SECONDS_TO_WAIT = 10.0


def read_apart(paper: Paper) -> Found:
    """Everything that is there; raises ``Unreadable`` for whatever went wrong.

    Plain words need no library and a picture is not looked into: both are done here.
    """
    kind = kind_of(paper)
    if kind in PLAIN or is_picture(kind):
        return read(paper)
    if kind not in KINDS:
        raise Unreadable
    return from_child(_answer(PROGRAM, kind, paper))


def draw_apart(kind: str, body: bytes, number: int = 0) -> tuple[int, bytes]:
    """How many pages a PDF or a picture has, and one of them as a JPEG (none for page 0).

    Raises ``Unreadable`` for whatever went wrong. ``kind`` is one of ours, never what somebody typed.
    """
    count, _line, picture = _answer(DRAWS, kind, Part(str(number), kind, body)).partition(b"\n")
    if not count.isdigit() or (picture and not picture.startswith(_JPEG)):
        raise Unreadable
    return int(count), picture


def _answer(program: str, kind: str, paper: Paper) -> bytes:
    """All that it says; nothing where it was killed, also after it had begun to speak."""
    if not _AT_ONCE.acquire(timeout=_SECONDS_TO_WAIT):
        raise Unreadable
    try:
        with apart(program, kind, seconds=SECONDS) as (process, killed):
            feed(process, to_child(paper))
            said = process.stdout.read(MOST_ANSWER + 1) if process.stdout is not None else b""
            is_sound = process.wait() == 0 and not killed and len(said) <= MOST_ANSWER
            return said if is_sound else b""
    finally:
        _AT_ONCE.release()
