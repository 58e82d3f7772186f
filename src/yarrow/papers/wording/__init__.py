"""Reads the wording of a paper: data in ``en`` and ``cy``, here or in the folder that a service names.

A wording is read strictly. What it does not know it refuses, by name, so that a slip in a service's own
file is found when somebody first opens the paper, and never on paper in a family's hands.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yarrow.papers.rules import BadPaper, tokens_in
from yarrow.papers.terms import HANDED, PaperKind, PaperLanguage, Token

_OURS = Path(__file__).parent
_SYMBOLS = _OURS / "symbols"
_SHAPES = {
    "text": str,
    "heading": str,
    "words": str,
    "each": str,
    "list": list,
    "tick": list,
    "sign": list,
    "facts": list,
}
_OF_A_BLOCK = {*_SHAPES, "optional", "symbol", "numbered"}
_OF_A_WORDING = {"reviewed", "title", "heading", "address", "large", "block"}


class BadWording(BadPaper):
    """A file of wording has something in it that it may not have, or lacks something."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a paper: its shape, its words, whether it is left out where nothing fills it."""

    shape: str
    words: tuple[tuple[str, ...], ...]
    optional: bool = False
    numbered: bool = False
    symbol: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Every token in it, in order."""
        return tuple(token for row in self.words for each in row for token in tokens_in(each))


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one paper in one language. ``is_reviewed``: somebody who speaks it has read it."""

    kind: PaperKind
    language: PaperLanguage
    is_reviewed: bool
    title: str
    heading: str
    has_address: bool
    is_large: bool
    blocks: tuple[Block, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Every token that may be filled, each once, in order."""
        return tuple(dict.fromkeys(token for block in self.blocks for token in block.tokens))

    @property
    def must(self) -> frozenset[Token]:
        """The tokens without which the paper is not made."""
        return frozenset(token for block in self.blocks if not block.optional for token in block.tokens)


def wording_of(kind: PaperKind, language: PaperLanguage) -> Wording:
    """The wording that is used here; raises BadPaper where a file is wrong.

    A service's own file of the same name goes before ours. Reviewing it is the service's own act.
    """
    name = f"{language.value}/{kind.value}.toml"
    return read_wording(_own(name) or _place(kind, language).read_text(encoding="utf-8"), kind, language)


def _place(kind: PaperKind, language: PaperLanguage) -> Path:
    """Where ours lies: the sheets that are also handed over on a device have a folder of their own."""
    folder = _OURS / language.value
    return folder / ("handed" if kind in HANDED else "") / f"{kind.value}.toml"


def _own(name: str) -> str:
    folder = settings.PAPERS_FOLDER
    own = Path(folder) / name
    return own.read_text(encoding="utf-8") if folder and own.is_file() else ""


def read_wording(data: str, kind: PaperKind, language: PaperLanguage) -> Wording:
    """A wording from the text of its file; raises BadPaper, which names what is wrong and where."""
    place = f"{kind.value}.{language.value}"
    try:
        read = tomllib.loads(data)
    except tomllib.TOMLDecodeError as wrong:
        raise BadWording(f"{place} cannot be read", [str(wrong)]) from None
    _only(read, _OF_A_WORDING, {"reviewed": bool, "address": bool, "large": bool, "title": str}, place)
    if not str(read.get("title", "")).strip() or not read.get("block"):
        raise BadWording(f"{place} lacks something", ["title", "block"])
    return Wording(
        kind=kind,
        language=language,
        is_reviewed=read.get("reviewed", False),
        title=_without_tokens(read["title"], place),
        heading=_without_tokens(read.get("heading", ""), place),
        has_address=read.get("address", False),
        is_large=read.get("large", False),
        blocks=tuple(_block(each, place) for each in read["block"]),
    )


def _only(read: Mapping[str, Any], known: set[str], types: Mapping[str, type], place: str) -> None:
    if wrong := set(read) - known:
        raise BadWording(f"{place} has what it may not have", wrong)
    if wrong := {key for key, kind in types.items() if key in read and not isinstance(read[key], kind)}:
        raise BadWording(f"{place} has something of the wrong type", wrong)


def _without_tokens(words: str, place: str) -> str:
    """A title and a heading are the same on every paper: the title is seen before the paper is opened."""
    if tokens_in(words):
        raise BadWording(f"{place} has a token where none may be", ["title", "heading"])
    return words


def _block(read: Mapping[str, Any], place: str) -> Block:
    _only(read, _OF_A_BLOCK, {"optional": bool, "numbered": bool, "symbol": str, **_SHAPES}, place)
    shapes = [key for key in read if key in _SHAPES]
    if len(shapes) != 1:
        raise BadWording(f"{place}: a block has one shape", shapes or ["none"])
    shape, symbol = shapes[0], read.get("symbol", "")
    if symbol and symbol not in symbols():
        raise BadWording(f"{place} names no symbol of ours", [symbol])
    rows = _rows(shape, read[shape], place)
    made = Block(shape, rows, read.get("optional", False), read.get("numbered", False), symbol)
    return _sound(made, place)


def _rows(shape: str, given: Any, place: str) -> tuple[tuple[str, ...], ...]:
    several = [given] if isinstance(given, str) else given
    rows = [each if isinstance(each, list) else [each] for each in several]
    wide = 2 if shape == "facts" else 1
    if not rows or any(len(row) != wide or not all(isinstance(each, str) for each in row) for row in rows):
        raise BadWording(f"{place}: not what this shape holds", [shape])
    return tuple(tuple(row) for row in rows)


def _sound(block: Block, place: str) -> Block:
    """``words`` and ``each`` hold one token and nothing else; naming tokens proves that all are known."""
    tokens = block.tokens
    if block.shape in {"words", "each"} and [f"{{{token.value}}}" for token in tokens] != [block.words[0][0]]:
        raise BadWording(f"{place}: one token stands alone here", [block.shape])
    if block.shape in {"heading", "sign"} and tokens:
        raise BadWording(f"{place} has a token where none may be", [block.shape])
    return block


@cache
def symbols() -> Mapping[str, str]:
    """Every symbol by its name, as SVG. Drawn by us, and fetched from nowhere."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_SYMBOLS.glob("*.svg"))}


@cache
def _called() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_SYMBOLS / "words.toml").read_text(encoding="utf-8"))


def called(symbol: str, language: PaperLanguage) -> str:
    """What a symbol is called for who does not see it."""
    return _called()[language.value][symbol]


def unreviewed() -> Sequence[Wording]:
    """Every wording that nobody who speaks its language has read."""
    every = (wording_of(kind, language) for kind in PaperKind for language in PaperLanguage)
    return tuple(each for each in every if not each.is_reviewed)
