"""Calendar entries: every property of every component, its parameters, and what is attached."""

import base64
import re

from icalendar import Calendar

from yarrow.door.text import Where

from .found import Found, Inside, Paper, Unreadable
from .plain import words_of

_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = {r"\n": "\n", r"\N": "\n", r"\,": ",", r"\;": ";", r"\\": "\\"}
_ESCAPE = re.compile(r"\\[nN,;\\]")
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER", "LOCATION", "GEO", "CONTACT"})


def read_calendar(artefact: Paper, found: Found, inside: Inside) -> None:
    """One file of entries. It must be a calendar for a program too, else nobody knows what is read."""
    words = words_of(artefact.body)
    if not Calendar.from_ical(words, multiple=True):
        raise Unreadable
    for line in _FOLD.sub("", words).splitlines():
        name, _colon, value = line.partition(":")
        plain = _ESCAPE.sub(lambda found_: _ESCAPED[found_[0]], value)
        where = Where.ADDRESS if name.split(";")[0].upper() in _PEOPLE else Where.BODY
        if "ENCODING=BASE64" in name.upper():
            inside("", "text/plain", base64.b64decode(value, validate=True))
        elif "html" in name.lower():
            inside("", "text/html", plain.encode())
        else:
            found.add(where, plain)
        found.add(Where.LAYER, name)
