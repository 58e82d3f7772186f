"""A wording with its tokens filled: what the preview shows, and what is printed, are this one thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from yarrow.papers.rules import (
    ADDRESS_LINES,
    BadPaper,
    UnfilledTokens,
    checked,
    filled,
    lacking_for,
    lines_of,
    paragraphs_of,
)
from yarrow.papers.terms import PaperLanguage
from yarrow.papers.wording import Block, Wording, called


class TooLong(BadPaper):
    """An address that the window of an envelope does not show whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a filled paper. ``lines`` are plain words, each row as wide as its shape asks."""

    shape: str
    lines: tuple[tuple[str, ...], ...]
    level: int = 0
    symbol: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper as it will be read, in one language. The title is neutral: it is seen before the paper is."""

    language: PaperLanguage
    service: str
    title: str
    heading: str
    written_on: str
    address: tuple[str, ...]
    is_large: bool
    pieces: tuple[Piece, ...]


def fill(wording: Wording, given: Mapping[str, str], *, on: date, address: str = "") -> Filled:
    """The paper; raises UnknownTokens and UnfilledTokens, which name them all, and TooLong."""
    _nothing_lacks(wording, checked(given))
    with override(wording.language.value):
        service, day = gettext(settings.SERVICE_DISCREET_NAME), date_format(on, "j F Y")
    is_letter = wording.has_address
    return Filled(
        language=wording.language,
        service=service,
        title=wording.title,
        heading=wording.heading,
        written_on=day if is_letter else "",
        address=_window(address) if is_letter else (),
        is_large=wording.is_large,
        pieces=tuple(_pieces(wording, given)),
    )


def _nothing_lacks(wording: Wording, given: Mapping[str, str]) -> None:
    must = [row for block in wording.blocks if not block.optional for words in block.words for row in words]
    if lacking := [name for words in must for name in lacking_for(words, given)]:
        raise UnfilledTokens("unfilled tokens", lacking)


def _window(address: str) -> tuple[str, ...]:
    lines = lines_of(address)
    if len(lines) > ADDRESS_LINES:
        raise TooLong("an address of too many lines", [str(len(lines))])
    return lines


def _pieces(wording: Wording, given: Mapping[str, str]) -> Sequence[Piece]:
    kept = [block for block in wording.blocks if not block.optional or _is_filled(block, given)]
    return [_piece(block, wording, given) for block in kept]


def _is_filled(block: Block, given: Mapping[str, str]) -> bool:
    return not any(lacking_for(words, given) for row in block.words for words in row)


def _piece(block: Block, wording: Wording, given: Mapping[str, str]) -> Piece:
    lines = tuple(tuple(filled(words, given) for words in row) for row in block.words)
    shape, alt = block.shape, called(block.symbol, wording.language) if block.symbol else ""
    if shape == "words":
        shape, lines = "text", tuple((each,) for each in paragraphs_of(lines[0][0]))
    if shape == "each":
        shape, lines = "steps" if block.numbered else "list", tuple((e,) for e in lines_of(lines[0][0]))
    level = 0 if shape != "heading" else 2 if wording.heading else 1
    return Piece(shape, lines, level, block.symbol, alt)
