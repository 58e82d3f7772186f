"""What is one code however it is spaced: postcodes, registrations, telephone numbers, mail. Pure."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from .letters import Token, folded
from .lexicon import ONES

_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}[0-9OIoi][0-9A-Za-z]?)[\s.\-]{0,3}([0-9OIoi][A-Za-z]{2})\b")
_CAR = re.compile(
    r"\b(?:[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}|[A-Z][0-9]{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?[0-9]{1,3}[A-Z])\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_FIGURES = re.compile(r"\+?\(?\d[\d\s().\-]{7,}\d")
_LONGEST_PHONE, _SHORTEST_PHONE, _LONGEST_NUMBER = 15, 9, 17
_OF_THIS_COUNTRY = (10, 11)
_BELOW_TEN = 10
_TOKENS, _LONGEST_CODE, _SHORTEST_CODE, _FEWEST_FIGURES = 8, 8, 5, 2
_LETTERS_AS_FIGURES = 3
_LOOKS = frozenset("oil")


def postcodes_in(words: str) -> list[str]:
    """Postcodes, in one form."""
    return [folded((a + b).casefold()) for a, b in _POSTCODE.findall(words)]


def without_postcodes(words: str) -> str:
    """The words without their postcodes."""
    return _POSTCODE.sub(" , ", words)


def cars_in(words: str) -> list[str]:
    """Registrations of cars, in one form."""
    return [folded(re.sub(r"\W", "", found).casefold()) for found in _CAR.findall(words)]


def mails_in(words: str) -> list[str]:
    """Addresses of mail, only their letters and figures."""
    return [re.sub(r"[\W_]", "", found.casefold()) for found in _MAIL.findall(words)]


def phones_in(words: str) -> list[str]:
    """Telephone numbers, without what comes before a national number."""
    if sum(sign.isdigit() for sign in words) < _SHORTEST_PHONE:
        return []
    found: list[str] = []
    for run in _FIGURES.findall(words):
        digits = re.sub(r"\D", "", run)
        if len(digits) > _LONGEST_PHONE:
            found += _in_a_row(run)
        elif len(digits) >= _SHORTEST_PHONE:
            found += [national(digits), *_from_abroad(run, digits)]
    return [*dict.fromkeys(found)]


def _in_a_row(run: str) -> list[str]:
    """Several numbers one after another: every group of figures that may begin one, with what follows."""
    groups = re.findall(r"\d+", run)
    joined = (
        "".join(groups[at:until]) for at in range(len(groups)) for until in range(at + 1, len(groups) + 1)
    )
    return [national(digits) for digits in joined if len(digits) in _OF_THIS_COUNTRY and digits[0] == "0"]


def _from_abroad(run: str, digits: str) -> list[str]:
    """A number of another country is also written as it is dialled there."""
    if not (run.startswith("+") or digits.startswith("00")) or national(digits) != digits.removeprefix("00"):
        return []
    try:
        number = phonenumbers.parse(f"+{digits.removeprefix('00')}")
    except phonenumbers.NumberParseException:
        return []
    return [str(number.national_number)]


def national(digits: str) -> str:
    """What stays of a number when 00, 44 and the first 0 are gone."""
    digits = digits.removeprefix("00")
    if digits.startswith("44") and len(digits) > _OF_THIS_COUNTRY[0]:
        digits = digits[2:]
    return digits.lstrip("0")


def coded(tokens: Sequence[Token]) -> Iterator[str]:
    """Every run of tokens that could be a postcode or a registration."""
    for at in range(len(tokens)):
        run = ""
        for token in tokens[at : at + _TOKENS]:
            run += token.word
            if len(run) > _LONGEST_CODE:
                break
            if len(run) >= _SHORTEST_CODE:
                form = folded(run)
                if sum(sign.isdigit() for sign in form) >= _FEWEST_FIGURES:
                    yield form


def dialled(tokens: Sequence[Token]) -> Iterator[str]:
    """Every run of figures, in figures or in words, that could be a telephone number."""
    figures = [_figures(tokens, at) for at in range(len(tokens))]
    for at, first in enumerate(figures):
        if not first:
            continue
        run = ""
        for more in figures[at:]:
            if not more or len(run) > _LONGEST_PHONE:
                break
            run += more
            if _SHORTEST_PHONE <= len(run) <= _LONGEST_NUMBER:
                yield from {national(run), run.lstrip("0")}


def _figures(tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    if token.is_number:
        return token.word
    if token.word in {"double", "triple"} and at + 1 < len(tokens):
        digit = _digit(tokens[at + 1].word)
        return digit * (1 if token.word == "double" else 2)
    if token.word == "oh":
        return "0"
    if ONES.get(token.word, _BELOW_TEN) < _BELOW_TEN:
        return str(ONES[token.word])
    is_near_figures = token.glued or (at + 1 < len(tokens) and tokens[at + 1].glued) or token.word == "o"
    return (
        folded(token.word)
        if set(token.word) <= _LOOKS and len(token.word) <= _LETTERS_AS_FIGURES and is_near_figures
        else ""
    )


def _digit(word: str) -> str:
    return (
        word
        if word.isdigit() and len(word) == 1
        else str(ONES[word])
        if ONES.get(word, _BELOW_TEN) < _BELOW_TEN
        else ""
    )
