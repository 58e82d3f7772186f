"""Numbers, days and hours in running words, in figures and in English and Welsh words. Pure."""

from collections.abc import Iterator, Sequence

from .letters import Token, folded
from .lexicon import DAYS, MONTHS, ONES, TENS, TYPES

_TEN, _TWO, _LONG = 10, 2, 5
_DAYS, _MONTHS, _YEAR, _HOURS, _NOON, _MINUTES = 31, 12, 1900, 24, 12, 60
_ORDINALS = frozenset(("st", "nd", "rd", "th", "fed", "ain", "af", "eg", "ydd", "of"))


def numbers_in(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Where a number of a house may stand: from, until (not included), and the number."""
    at = 0
    while at < len(tokens):
        value, after = number_at(tokens, at)
        if value is not None and not _is_hour(tokens, at) and not _is_day(tokens, after):
            yield at, after, str(value)
            if (glued := _glued(tokens, at)) is not None:
                yield at, after, glued
        at = max(after, at + 1)


def number_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The number that begins here, and where it ends: 14, fourteen, twenty-three, un deg pedwar, O4."""
    token = tokens[at]
    if token.is_number:
        return int(token.word[:12]), at + 1
    value, after = _below_hundred(tokens, at)
    if value is not None and _word(tokens, after) in {"hundred", "cant"}:
        start = after + 2 if _word(tokens, after + 1) in {"and", "a"} else after + 1
        rest, end = _below_hundred(tokens, start)
        return value * 100 + (rest or 0), end if rest is not None else after + 1
    if value is None and token.word in {"o", "l", "i"} and at + 1 < len(tokens) and tokens[at + 1].glued:
        return (
            (None, at)
            if not tokens[at + 1].is_number
            else (int(folded(token.word + tokens[at + 1].word)), at + 2)
        )
    return value, after


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    word, after = _word(tokens, at), _word(tokens, at + 1)
    if word in TENS:
        ones = ONES.get(after, 0)
        return (TENS[word] + ones, at + 2) if 0 < ones < _TEN else (TENS[word], at + 1)
    if word not in ONES:
        return None, at
    if after == "deg" and ONES[word] < _TEN:
        ones = ONES.get(_word(tokens, at + 2), 0)
        return (ONES[word] * 10 + ones, at + 3) if 0 < ones < _TEN else (ONES[word] * 10, at + 2)
    if after == "ar" and _word(tokens, at + 2) in {"ddeg", "bymtheg", "hugain"}:
        return ONES[word] + {"ddeg": 10, "bymtheg": 15, "hugain": 20}[_word(tokens, at + 2)], at + 3
    return ONES[word], at + 1


def _glued(tokens: Sequence[Token], at: int) -> str | None:
    """1O read as 10, where letters that look like figures stand against figures."""
    if at + 1 >= len(tokens) or not tokens[at].is_number or not tokens[at + 1].glued:
        return None
    whole = folded(tokens[at].word + tokens[at + 1].word)
    return str(int(whole)) if whole.isdigit() and len(whole) < _LONG else None


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _is_hour(tokens: Sequence[Token], at: int) -> bool:
    """10:30, 10.30, or the minutes of it; 2pm."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.is_number:
        return False
    if after is not None and after.is_number and len(after.word) == _TWO and after.gap in {":", "."}:
        return True
    if at and tokens[at - 1].is_number and len(token.word) == _TWO and token.gap in {":", "."}:
        return True
    return after is not None and after.word in {"am", "pm"}


def _is_day(tokens: Sequence[Token], after: int) -> bool:
    """Whether a month follows, and is not a street: 14 March, but 14 March Street."""
    at = after + 1 if _word(tokens, after) in _ORDINALS else after
    return _word(tokens, at) in MONTHS and _word(tokens, at + 1) not in TYPES


def days_in(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Days of the year and of the week: where, and which."""
    for at, token in enumerate(tokens):
        if token.word in DAYS:
            yield at, f"W:{DAYS[token.word]}"
        if token.word in MONTHS:
            yield from _around_month(tokens, at, MONTHS[token.word])
        if token.is_number:
            yield from _in_figures(tokens, at)


def _around_month(tokens: Sequence[Token], at: int, month: int) -> Iterator[tuple[int, str]]:
    for near in (at - 1, at - 2, at + 1):
        if 0 <= near < len(tokens) and tokens[near].is_number and 0 < int(tokens[near].word[:4]) <= _DAYS:
            yield at, f"D:{int(tokens[near].word)}-{month}"
            return
        if near == at - 1 and _word(tokens, near) not in _ORDINALS:
            value = number_at(tokens, near)[0] if near >= 0 else None
            if value and value <= _DAYS:
                yield at, f"D:{value}-{month}"


def _in_figures(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
    """14/4/2026, 14.04.26, 2026-04-14."""
    if (
        at + 1 >= len(tokens)
        or not tokens[at + 1].is_number
        or tokens[at + 1].gap not in {"/", ".", "-", " / "}
    ):
        return
    first, second = int(tokens[at].word[:4]), int(tokens[at + 1].word[:4])
    if 0 < first <= _DAYS and 0 < second <= _MONTHS:
        yield at, f"D:{first}-{second}"
    third = tokens[at + 2] if at + 2 < len(tokens) else None
    if first > _YEAR and third is not None and third.is_number and 0 < second <= _MONTHS:
        yield at, f"D:{int(third.word[:4])}-{second}"


def hours_in(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Hours of the day, on the clock of twenty-four hours; "2 o'clock" may be either."""
    for at, token in enumerate(tokens):
        if token.is_number and int(token.word[:4]) < _HOURS:
            yield from ((at, f"T:{hour}:{minute:02}") for hour, minute in _hour_at(tokens, at))
        if token.word == "half" and _word(tokens, at + 1) == "past" and at + 2 < len(tokens):
            value = number_at(tokens, at + 2)[0]
            if value and value <= _NOON:
                yield from ((at, f"T:{hour % 24}:30") for hour in (value, value + 12))


def _hour_at(tokens: Sequence[Token], at: int) -> list[tuple[int, int]]:
    hour, end, minute, said = int(tokens[at].word[:4]), at + 1, 0, False
    after = tokens[end] if end < len(tokens) else None
    if (
        after is not None
        and after.is_number
        and len(after.word) == _TWO
        and after.gap in {":", "."}
        and int(after.word) < _MINUTES
    ):
        minute, end, said = int(after.word), end + 1, True
    half = _word(tokens, end)
    if half in {"am", "pm"}:
        return [(hour % 12 + (12 if half == "pm" else 0), minute)]
    if half in {"oclock", "yb", "yh"} or said:
        return [(hour, minute), ((hour + 12) % 24, minute)] if hour <= _NOON else [(hour, minute)]
    return []
