"""Plain words: UTF-8, or UTF-16 that says so. Anything else is not guessed at."""

from yarrow.door.text import Where

from .found import Found, Inside, Paper, Unreadable


def words_of(body: bytes) -> str:
    """The words; raises ``Unreadable`` for bytes that are no text."""
    try:
        words = body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable from None
    if "\x00" in words:
        raise Unreadable
    return words


def read_plain(artefact: Paper, found: Found, _inside: Inside) -> None:
    """A text message, a note for a call, a table with commas."""
    found.add(Where.BODY, words_of(artefact.body))
