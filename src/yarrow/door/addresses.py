"""Addresses: how one that is protected is recognised however it is put. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .codes import without_postcodes
from .kinds import Kind
from .letters import Token, tokens_of
from .lexicon import BEFORE_NUMBERS, COMMONEST, DROPPED, LONG_TYPES, MONTHS, ORDINARY_STREETS, TYPES, towns
from .names import place_of
from .numbers import number_at, numbers_in
from .reading import towns_in
from .signs import Plain, Shape, runs
from .words import exact, written

FIRST = frozenset(
    (
        "heol",
        "hewl",
        "stryd",
        "ffordd",
        "lon",
        "rhodfa",
        "clos",
        "maes",
        "rhes",
        "teras",
        "llys",
        "cwrt",
        "rhiw",
        "allt",
        "llwyn",
        "sgwar",
        "gerddi",
        "parc",
    )
)
"""Words for a street that stand before its name."""

SURE = frozenset(
    (
        "street",
        "stryd",
        "road",
        "rd",
        "heol",
        "hewl",
        "ffordd",
        "lane",
        "lon",
        "avenue",
        "ave",
        "rhodfa",
        "crescent",
        "cres",
        "terrace",
        "teras",
        "clos",
    )
)
"""Words that hardly ever mean anything but a street."""

_FEW = 3
_TOWN_NEAR = 6
"""Words of a street's name at most, besides what it is called by."""


@dataclass(slots=True)
class Street:
    """A street found in some words."""

    words: list[str]
    numbers: set[str] = field(default_factory=set)
    type: str = ""
    town: tuple[str, ...] = ()
    is_type_first: bool = False


def of_address(words: str, *, secret: bool = False) -> Iterator[Plain]:
    """The signs of one address, as people write it; postcodes and telephones are looked for elsewhere."""
    lines = [tokens_of(line) for line in re.split(r"[,;\n\r|]| - ", without_postcodes(words))]
    lines = [line for line in lines if line]
    numbers = {number for line in lines for _at, _until, number in numbers_in(line)}
    found = tuple(street for line in lines if (street := _street_in(line)) is not None)
    rest = [line for line in lines if _street_in(line) is None]
    town = _town_of(rest, found)
    for street in found:
        yield from signs_of(
            Street(street.words, numbers, street.type, town, street.is_type_first), secret=secret
        )
    for line in rest:
        if isinstance(line, list) and not (towns_near(line) or (line is rest[-1] and found)):
            yield from place_of(
                [t for t in line if not t.is_number and t.word not in BEFORE_NUMBERS], secret=secret
            )
    if secret:
        for line in lines:
            yield from (secret_town(form) for _at, form in towns_in(line))


def secret_town(form: str, *, secret: bool = True) -> Plain:
    """A town that nobody may hear of: its name alone stops, in either language."""
    return Plain(
        kind=Kind.PLACE,
        shape=Shape.TOGETHER,
        name=form,
        elements=(frozenset((form,)),),
        parts=(form,),
        secret=secret,
    )


def towns_near(line: Sequence[Token]) -> list[str]:
    """Known places in one line."""
    return [form for _at, form in towns_in(line)]


def _town_of(rest: Sequence[Sequence[Token]], streets: Sequence[Street]) -> tuple[str, ...]:
    known = [form for line in rest for form in towns_near(line)]
    inside = [form for street in streets for form in street.town]
    last = [form for token in rest[-1] if not token.is_number for form in written(token.word)] if rest else []
    return (*known, *inside, *last)


def _street_in(line: Sequence[Token]) -> Street | None:
    """The street of one line of an address: English puts what it is called by last, Welsh first."""
    start = next((at for at, token in enumerate(line) if not _is_number_part(line, at)), len(line))
    numbered = start > 0 and any(
        line[at].is_number or number_at(line, at)[0] is not None for at in range(start)
    )
    words = [token.word for token in line[start:]]
    last = next((at for at, word in enumerate(words) if at and word in TYPES and word not in FIRST), None)
    if last is not None:
        return _made(words[:last], words[last], tuple(towns_near(line[start + last + 1 :])))
    if words and words[0] in FIRST and len(words) > 1:
        return _made(words[1:], words[0], (), is_first=True)
    if numbered and words:
        return _made(words, "", ())
    return None


def _is_number_part(line: Sequence[Token], at: int) -> bool:
    token = line[at]
    if token.is_number or token.word in BEFORE_NUMBERS - {"house", "ty"} or len(token.word) == 1:
        return True
    return number_at(line, at)[0] is not None and len(line) > at + 1 and token.word not in {"un", "de"}


def _made(words: list[str], kind: str, town: tuple[str, ...], *, is_first: bool = False) -> Street | None:
    kept = [word for word in words if word not in DROPPED and not word.isdigit()]
    inside = "".join(kept[_FEW:])
    own = kept if len(kept) <= _FEW or inside not in towns() else kept[:_FEW]
    return Street(words, type=kind, town=town, is_type_first=is_first) if own else None


def signs_of(street: Street, *, secret: bool = False) -> Iterator[Plain]:
    """The signs of one street with what is known of its numbers and its town."""
    words = [word for word in street.words if word not in DROPPED and not word.isdigit()]
    elements = tuple(frozenset(written(word)) for word in words)
    name = " ".join(sorted(exact(word) for word in words))
    for number in sorted(street.numbers):
        yield Plain(
            kind=Kind.ADDRESS,
            shape=Shape.NUMBERED,
            name=f"{number} {name}",
            elements=(frozenset((f"n:{number}",)), *elements),
            anywhere=_run_together(street, number),
            secret=secret,
        )
    if not set(words) <= ORDINARY_STREETS | MONTHS.keys() and street.type:
        yield Plain(
            kind=Kind.ADDRESS,
            shape=Shape.TYPED,
            name=f"street {name}",
            elements=elements,
            anywhere=_run_together(street, ""),
            secret=secret,
        )
    elif street.town and street.type:
        town = frozenset(street.town)
        yield Plain(
            kind=Kind.ADDRESS,
            shape=Shape.IN_TOWN,
            name=f"town {name}",
            elements=(*elements, town),
            secret=secret,
        )


def _run_together(street: Street, number: str) -> frozenset[str]:
    kinds = {street.type, LONG_TYPES.get(street.type, street.type)}
    orders = [[*street.words, kind] if not street.is_type_first else [kind, *street.words] for kind in kinds]
    return runs(*([number, *order] for order in orders), *([*order, number] for order in orders))


def addresses_in(tokens: Sequence[Token]) -> Iterator[Street]:
    """Streets in running words. Without a number only where nothing else can be meant."""
    for at, token in enumerate(tokens):
        if token.word not in TYPES or (token.glued and at and tokens[at - 1].is_number):
            continue
        before, after = _before(tokens, at), _after(tokens, at) if token.word in FIRST else []
        if before and token.word not in FIRST - {"parc"}:
            yield from _in_words(tokens, before, token.word, is_first=False)
        elif after:
            yield from _in_words(tokens, after, token.word, is_first=True)


def _in_words(tokens: Sequence[Token], span: list[int], kind: str, *, is_first: bool) -> Iterator[Street]:
    start = span[0] - 1 if is_first else span[0]
    number = _number_before(tokens, start)
    words = [tokens[at].word for at in span]
    capitals = all(tokens[at].capital for at in span if tokens[at].word not in DROPPED)
    if not capitals and not (number and kind in SURE):
        return
    if number or kind in SURE:
        town = tuple(form for at, form in towns_in(tokens) if abs(at - span[-1]) < _TOWN_NEAR)
        yield Street(words, {number} if number else set(), kind, town, is_first)


def _number_before(tokens: Sequence[Token], start: int) -> str:
    found = {until: number for at, until, number in numbers_in(tokens[max(0, start - 4) : start])}
    width = min(4, start)
    back = width
    while (
        back > 0
        and len(tokens[start - width + back - 1].word) == 1
        and not tokens[start - width + back - 1].is_number
    ):
        back -= 1
    return found.get(back, "")


def _before(tokens: Sequence[Token], at: int) -> list[int]:
    """The words of a street's name before what it is called by."""
    span: list[int] = []
    for back in range(at - 1, max(-1, at - 1 - _FEW), -1):
        token = tokens[back]
        if (
            token.is_number
            or len(token.word) == 1
            or not (token.capital or not span or not tokens[at - 1].capital)
        ):
            break
        if number_at(tokens, back)[0] is not None or (token.word in COMMONEST and not _may_be_street(token)):
            break
        span.insert(0, back)
        if tokens[back].opens:
            break
    return span


def _may_be_street(token: Token) -> bool:
    return token.capital and not token.opens


def _after(tokens: Sequence[Token], at: int) -> list[int]:
    span: list[int] = []
    for on in range(at + 1, min(len(tokens), at + 2 + _FEW)):
        token = tokens[on]
        if token.opens or token.is_number or not (token.capital or token.word in DROPPED) or "," in token.gap:
            break
        span.append(on)
    while span and tokens[span[-1]].word in DROPPED:
        span.pop()
    return span
