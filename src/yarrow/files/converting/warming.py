"""One harmless file of the kind that is coming, looked at before the doors close.

Libraries read parts of themselves only when they are first needed; once files are barred (``limits``)
they could not, and every good file would look broken.
"""

from collections.abc import Iterator
from datetime import date

from .copying import copier_of
from .in_memory import as_bytes
from .sniffing import DOCX, HEIC, JPEG, PDF, PNG, XLSX, type_of, words_in

_WORDS = "Pob hwyl “ô”\r\n"
_DAY = date(2000, 1, 1)


def warm_up(hint: str) -> None:
    """Look at one file of every kind that this hint allows; raises NotTaken when a library is missing."""
    for content in _examples(hint):
        copier_of(type_of(content))(content)
    for encoding in ("utf-8", "cp1252", "utf-16"):
        words_in(_WORDS.encode(encoding))


def _examples(hint: str) -> Iterator[bytes]:
    if hint in {JPEG, PNG, PDF, HEIC}:
        yield from _drawn(hint)
    elif hint in {DOCX, XLSX}:
        from .letters import EMPTY
        from .sheets import book

        yield from (EMPTY, book([("A", [[_WORDS, 1, 1.5, _DAY]])]))
    else:
        yield _WORDS.encode()


def _drawn(hint: str) -> Iterator[bytes]:
    from PIL import Image

    dot = Image.new("RGB", (16, 16), "white")
    if hint == HEIC:
        from pillow_heif import from_pillow

        yield as_bytes(from_pillow(dot))
    elif hint == PDF:
        from .papers import bound

        yield bound([(as_bytes(dot, "JPEG"), dot.size, (16.0, 16.0))])[0]
    else:
        yield as_bytes(dot, hint.upper())
