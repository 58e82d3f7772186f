"""Plain text: the same words, without signs that cannot be seen."""

import unicodedata

from .answer import Made, NotTaken
from .sniffing import TEXT, words_in

_PLAINLY_SEEN = bytes([*range(0x20, 0x7F), *b"\n\t"])
_INVISIBLE = {"Cf", "Cc"}


def words_copy(content: bytes) -> Made:
    """The text in UTF-8, one kind of line end, and no invisible signs; raises NotTaken."""
    words = words_in(content)
    if words is None:
        raise NotTaken("type")
    lines = words.encode().replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\f", b"\n")
    invisible = _invisible_in(lines)
    if not invisible:
        return Made(TEXT, lines, ())
    seen = lines.decode().translate(dict.fromkeys(invisible))
    return Made(TEXT, seen.encode(), ("invisible_signs",))


def _invisible_in(lines: bytes) -> set[int]:
    """By the signs that occur, not one by one: a text may have ten million, most of them plain letters.

    What is left of UTF-8 without its plain letters is UTF-8 still: no byte of another sign is one.
    """
    rest = set(lines.translate(None, _PLAINLY_SEEN).decode())
    return {ord(sign) for sign in rest if unicodedata.category(sign) in _INVISIBLE}
