"""Filling a wording, and the house number: pure. Tokens are fixed, and what fills them never acts.

A wording is data: no condition, no loop, no expression. ``{token}`` is replaced once, in one pass, so that
what somebody typed is never looked through for tokens of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from .terms import Token

_TOKEN = re.compile(r"\{([^{}]*)\}")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[a-z]?(?![a-z])", re.IGNORECASE)
_PRINTS_NOTHING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of signs: control, formatting (also what turns the order of others), private, not given."""
ADDRESS_LINES = 7
"""What fits the window of an envelope."""


class BadPaper(ValueError):
    """A paper is not made. ``names`` says what of it is at fault: tokens, keys or signs, never words."""

    def __init__(self, what: str, names: Iterable[str]) -> None:
        self.names = tuple(sorted(set(names)))
        super().__init__(f"{what}: {', '.join(self.names)}")


class UnknownTokens(BadPaper):
    """A wording, or a caller, names tokens that there are not."""


class UnfilledTokens(BadPaper):
    """A wording asks for tokens that were not filled."""


def tokens_in(words: str) -> tuple[Token, ...]:
    """The tokens of one piece of wording, in order; raises UnknownTokens for any other, or a stray brace."""
    found = _TOKEN.findall(words)
    known = {token.value for token in Token}
    wrong = [name for name in found if name not in known]
    if wrong or set("{}") & set(_TOKEN.sub("", words)):
        raise UnknownTokens("unknown tokens", wrong or ["{"])
    return tuple(Token.of(name) for name in found)


def filled(words: str, given: Mapping[str, str]) -> str:
    """The words with every token replaced; raises UnknownTokens and UnfilledTokens, which name them."""
    lacking = lacking_for(words, given)
    if lacking:
        raise UnfilledTokens("unfilled tokens", lacking)
    return _TOKEN.sub(lambda match: cleaned(given[match[1]]), words)


def lacking_for(words: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """Which tokens of these words nothing was given for."""
    return tuple(token.value for token in tokens_in(words) if not cleaned(given.get(token.value, "")))


def checked(given: Mapping[str, str]) -> Mapping[str, str]:
    """What a caller gives, if every name is a token; raises UnknownTokens."""
    known = {token.value for token in Token}
    if wrong := set(given) - known:
        raise UnknownTokens("unknown tokens", wrong)
    return given


def cleaned(text: str) -> str:
    """Without signs that print nothing or turn the order of others: they hide words from who reads.

    Line ends stay; a tabulator becomes a space. Hazard: a hidden sign also hides a word from the door.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _prints(sign)).strip()


def _prints(sign: str) -> bool:
    return unicodedata.category(sign) not in _PRINTS_NOTHING


def lines_of(text: str) -> tuple[str, ...]:
    """Every line with something on it."""
    return tuple(line.strip() for line in cleaned(text).splitlines() if line.strip())


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Parts with an empty line between them."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", cleaned(text)) if part.strip())


def same_house(typed: str, address: str) -> bool:
    """Whether the worker typed the number of the house again; its first line, where it has no number.

    Every number before the postcode is asked, in order: "Flat 2, 14b" is not "14b". Letters for the wrong
    flat are how a letter comes into the wrong hands (security.md §6.6).
    """
    asked = _numbers(address)
    if asked:
        return _numbers(typed) == asked
    first = next(iter(lines_of(address)), "")
    return bool(_plain(first)) and _plain(typed) in {_plain(first), _plain(first.split(",")[0])}


def _numbers(words: str) -> tuple[str, ...]:
    return tuple(found.casefold() for found in _NUMBER.findall(_POSTCODE.sub(" ", cleaned(words))))


def _plain(words: str) -> str:
    return "".join(sign for sign in cleaned(words).casefold() if sign.isalnum())
