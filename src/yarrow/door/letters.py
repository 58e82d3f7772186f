"""From the words of a paper or a record to plain tokens, however they are dressed up. Pure.

Everything here is public: nothing is protected yet, and nothing is a digest. What is taken away: case,
accents, full-width and other forms of the same sign (NFKC), signs without width, letters of other scripts
that look like ours, apostrophes, ``%20`` and underscores of file names, camel case, and the break in a word.
Letters and digits are always parted, so that ``CF101AA`` and ``CF10 1AA`` are the same three tokens.
"""

import re
import unicodedata
from dataclasses import dataclass

_LOOKALIKES = str.maketrans(
    "аеорсухіїјѕԁһӏкмтвнАВЕКМНОРСТХУІЈЅαοερνικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",  # they are the point
    "aeopcyxiijsdhlkmtbhABEKMHOPCTXYIJSaoepviktuxABEZHIKMNOPTYX",
)
_FOLD = str.maketrans("oilszb", "011528")
"""Letters that are typed or read as figures; both sides of a comparison are folded alike."""

_PERCENT = re.compile(r"%(20|2[cC]|0[aAdD])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})|(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_OF_THEIRS = re.compile("['`\u2018\u2019\u02bc\u00b4][sS]\\b")
_APOSTROPHE = re.compile("['`\u2018\u2019\u02bc\u00b4]")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_ENDS = re.compile(r"[.!?:;\n\r•|]\s*[\"'“”(\[]*\s*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters or of digits; how it stood in the text."""

    word: str
    capital: bool = False
    opens: bool = False
    """Whether a sentence, a line or a heading begins here: a capital says nothing then."""
    glued: bool = False
    """Whether nothing at all stands between it and the token before."""
    gap: str = ""
    """What stands between it and the token before, at most eight signs of it."""

    @property
    def is_number(self) -> bool:
        """Whether it is made of digits."""
        return self.word.isdigit()


def tokens_of(words: str) -> list[Token]:
    """The tokens of some words, in their order."""
    text = plain(words)
    found, end = [], 0
    for match in _RUN.finditer(text):
        raw, gap = match.group(), text[end : match.start()]
        opens = end == 0 or (gap != " " and bool(_ENDS.search(gap)))
        glued = end > 0 and not gap
        found.append(Token(_digits(raw.casefold()), raw[0].isupper(), opens, glued, gap[:8]))
        end = match.end()
    return found


def plain(words: str) -> str:
    """The same words in plain letters, with their capitals, spaces and line ends."""
    if words.isascii():
        return _CAMEL.sub(" ", _APOSTROPHE.sub("", _OF_THEIRS.sub("", _PERCENT.sub(" ", words))))
    text = _PERCENT.sub(" ", unicodedata.normalize("NFKC", words)).translate(_LOOKALIKES)
    text = _APOSTROPHE.sub("", _OF_THEIRS.sub("", text))
    bare = (
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in {"Mn", "Cf"}
    )
    return _CAMEL.sub(" ", "".join(bare))


def _digits(word: str) -> str:
    """Figures of any script as ours."""
    return (
        word
        if word.isascii() or not word.isdigit()
        else "".join(str(unicodedata.digit(sign)) for sign in word)
    )


def folded(word: str) -> str:
    """A postcode, a registration or a number with letters read as the figures that they look like."""
    return word.translate(_FOLD)


def shorter(word: str) -> set[str]:
    """The word, and every way to leave one letter out: two words one slip apart share one of these."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
