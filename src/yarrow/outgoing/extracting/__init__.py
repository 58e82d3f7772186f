"""Every layer of a finished artefact, as texts: what is seen, and what only a program finds.

Nothing is skipped silently. What cannot be read raises, and does not pass; pictures are said to be there,
since what stands in them is not read (security.md T07, D-04).
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from yarrow.door.text import Text, Where
from yarrow.outgoing.artefact import Artefact
from yarrow.outgoing.rules import MOST_BYTES

from .calendars import read_calendar
from .found import DEEPEST, XML, Found, Reader, Unreadable
from .mail import read_mail
from .markup import read_markup
from .office import read_office, read_xml
from .plain import read_plain
from .portable import read_portable

__all__ = ["Found", "Unreadable", "read", "texts_of"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READERS: dict[str, Reader] = {
    "application/pdf": read_portable,
    _WORD: read_office,
    _SHEET: read_office,
    "text/plain": read_plain,
    "text/csv": read_plain,
    "text/html": read_markup,
    "text/calendar": read_calendar,
    "message/rfc822": read_mail,
    XML: read_xml,
    "text/xml": read_xml,
}
_BETWEEN = re.compile(r"[\s_.,;+-]+")


def read(artefact: Artefact, depth: int = 0) -> Found:
    """Everything that is there; raises ``Unreadable`` or whatever its reader raises."""
    if depth > DEEPEST or len(artefact.body) > MOST_BYTES:
        raise Unreadable
    found = Found()
    _name(artefact.file_name, found)
    media_type = artefact.media_type.split(";")[0].strip().lower()
    if media_type.startswith("image/"):
        found.has_pictures = True
        return found
    reader = _READERS.get(media_type)
    if reader is None:
        raise Unreadable

    def inside(name: str, media: str, body: bytes) -> None:
        found.take(read(Artefact(artefact.kind, name, media, body), depth + 1))

    reader(artefact, found, inside)
    return found


def texts_of(artefact: Artefact) -> Sequence[Text]:
    """All texts of an artefact; raises ``Unreadable`` for pictures too, since their words are not read."""
    found = read(artefact)
    if found.has_pictures:
        raise Unreadable
    return found.texts


def _name(file_name: str, found: Found) -> None:
    """The name as it stands, and as a person reads it: without signs that stand for spaces."""
    plain = unquote(file_name)
    found.add(Where.FILE_NAME, file_name, plain, _BETWEEN.sub(" ", plain), _BETWEEN.sub("", plain))
