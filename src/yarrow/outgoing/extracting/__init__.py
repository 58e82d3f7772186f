"""Every layer of a finished artefact, as texts: what is seen, and what only a program finds.

Nothing is skipped silently. What cannot be read raises, and does not pass; pictures are said to be there,
since what stands in them is not read (security.md T07, D-04).

``python -I -m yarrow.outgoing.extracting`` does it in a process of its own (``apart``): this folder
knows no Django, no key and no room, and loads a library only for the kind of paper that is there.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from yarrow.door.text import Text, Where
from yarrow.outgoing.rules import MOST_BYTES

from .found import DEEPEST, XML, Found, Paper, Part, Reader, Unreadable

__all__ = ["Found", "Paper", "Part", "Unreadable", "read", "texts_of"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
MAIL, PAGE, CALENDAR = "message/rfc822", "text/html", "text/calendar"
PLAIN = frozenset({"text/plain", "text/csv"})
_XML = frozenset({XML, "text/xml"})
KINDS = frozenset({PDF, WORD, SHEET, PAGE, CALENDAR, MAIL}) | PLAIN | _XML
"""Every kind that can be read."""
_BETWEEN = re.compile(r"[\s_.,;+-]+")


def read(paper: Paper, depth: int = 0) -> Found:
    """Everything that is there; raises ``Unreadable`` or whatever its reader raises."""
    if depth > DEEPEST or len(paper.body) > MOST_BYTES:
        raise Unreadable
    found = Found()
    _name(paper.file_name, found)
    media_type = kind_of(paper)
    if is_picture(media_type):
        found.has_pictures = True
        return found

    def inside(name: str, media: str, body: bytes) -> None:
        found.take(read(Part(name, media, body), depth + 1))

    reader_of(media_type)(paper, found, inside)
    return found


def kind_of(paper: Paper) -> str:
    """What it says it is, without what else is said of it."""
    return paper.media_type.split(";")[0].strip().lower()


def is_picture(media_type: str) -> bool:
    """Whether nothing of it is read but its name."""
    return media_type.startswith("image/")


def reader_of(media_type: str) -> Reader:
    """What reads this kind, its library loaded now; raises ``Unreadable`` for any other kind."""
    reader: Reader
    if media_type in PLAIN:
        from .plain import read_plain

        reader = read_plain
    elif media_type == PDF:
        from .portable import read_portable

        reader = read_portable
    elif media_type in {WORD, SHEET}:
        from .office import read_office

        reader = read_office
    elif media_type in _XML:
        from .office import read_xml

        reader = read_xml
    elif media_type == PAGE:
        from .markup import read_markup

        reader = read_markup
    elif media_type == CALENDAR:
        from .calendars import read_calendar

        reader = read_calendar
    elif media_type == MAIL:
        from .mail import read_mail

        reader = read_mail
    else:
        raise Unreadable
    return reader


def texts_of(paper: Paper) -> Sequence[Text]:
    """All texts of a paper; raises ``Unreadable`` for pictures too, since their words are not read."""
    found = read(paper)
    if found.has_pictures:
        raise Unreadable
    return found.texts


def _name(file_name: str, found: Found) -> None:
    """The name as it stands, and as a person reads it: without signs that stand for spaces."""
    plain = unquote(file_name)
    found.add(Where.FILE_NAME, file_name, plain, _BETWEEN.sub(" ", plain), _BETWEEN.sub("", plain))
