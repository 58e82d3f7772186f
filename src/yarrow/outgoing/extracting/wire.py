"""What goes into the process that reads a paper, and what comes out: checked, since it may be taken over."""

import json
from typing import Any

from yarrow.door.text import Where

from .found import Found, Paper, Part, Unreadable

MOST_ANSWER = 64 * 1024 * 1024
"""Bytes. Beyond it there is more than anybody looks through (``found.MOST_SIGNS``)."""
_SURROGATES = "surrogatepass"
"""Half a letter may stand in a broken paper; it is no reason to lose the rest."""


def to_child(paper: Paper) -> tuple[bytes, bytes]:
    """A line that says what it is, then its bytes. Never on the command line: others see that."""
    return json.dumps([paper.file_name, paper.media_type]).encode() + b"\n", paper.body


def from_parent(line: bytes, body: bytes) -> Part:
    """The same, over there."""
    file_name, media_type = json.loads(line)
    return Part(file_name, media_type, body)


def to_parent(found: Found) -> bytes:
    """Everything that was found, as it is written."""
    texts = [[text.where, text.words] for text in found.texts]
    said = {"pictures": found.has_pictures, "texts": texts}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(errors=_SURROGATES)


def from_child(answer: bytes) -> Found:
    """Read back; raises ``Unreadable`` for silence, for half an answer and for any other."""
    try:
        return _found(json.loads(answer.decode(errors=_SURROGATES)))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable from None


def _found(said: dict[str, Any]) -> Found:
    pictures, texts = said["pictures"], said["texts"]
    if not isinstance(pictures, bool) or not isinstance(texts, list):
        raise Unreadable
    found = Found(has_pictures=pictures)
    for where, words in texts:
        if not isinstance(words, str):
            raise Unreadable
        found.add(Where(where), words)
    return found
