"""Plain text: the same words, without signs that cannot be seen."""

import unicodedata

from .answer import Made, NotTaken
from .sniffing import TEXT, words_in

_KEPT = {"\n", "\t"}
_INVISIBLE = {"Cf", "Cc"}


def words_copy(content: bytes) -> Made:
    """The text in UTF-8, one kind of line end, and no invisible signs; raises NotTaken."""
    words = words_in(content)
    if words is None:
        raise NotTaken("type")
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    # By the signs that occur, not one by one: a text may have ten million.
    invisible = {ord(sign) for sign in set(lines) - _KEPT if unicodedata.category(sign) in _INVISIBLE}
    seen = lines.translate(dict.fromkeys(invisible))
    return Made(TEXT, seen.encode(), ("invisible_signs",) if invisible else ())
