"""What of an office file brings something in from elsewhere: formulas of Excel, drawings, and parts in HTML.

Names of elements and attributes cannot be written in signs, so they are looked for in the text first;
what they say is judged after parsing. Pictures in SVG are judged in ``drawn``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from .answer import NotTaken
from .drawn import is_drawn, is_plain_style, judge_drawn

Element = Any
"""An lxml element."""

SOMEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
"""How an address begins that lies outside of the file."""

_FORMULA = re.compile(r"f|\w*formula\d?|definedname|fmla\w*|textlink")
_HAS_FORMULAS = re.compile(r"<(?:[^\s<>:]+:)?f[\s>]|formula|definedname|fmla|textlink", re.IGNORECASE)
_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
"""The name of a sheet, or words; a quotation mark that is doubled begins the next one at once."""

_QUOTED_IN_BRACKETS = re.compile(r"""\[[^\[\]]*['"]""")
_FETCHING = re.compile(
    r"(?<![A-Z0-9_])(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST|STOCKHISTORY|PY"
    r"|DDE|INITIATE|IMPORT(?:XML|HTML|DATA|FEED|RANGE))\s*\(",
    re.IGNORECASE,
)
_DDE = re.compile(r"\|[^|]*!")
"""``program|topic!item``: no sheet and no operator of Excel is written so."""

_LOADS = {"src", "althref", "lowsrc", "dynsrc"}
_LOADS_BY_LINK = {"image", "imagedata", "fill", "stroke", "use", "feimage", "script", "link", "pattern"}
_RUNS = {"script", "foreignobject", "iframe", "object", "embed"}
_OF_BROWSERS = "http://www.w3.org/1999/xhtml"
_INSIDE = re.compile(r"\s*data:image/(?:png|jpeg|gif)[;,]", re.IGNORECASE)
"""A picture written into its own address lies in the file; not so one in SVG, which may load others."""

_IN_STYLE = re.compile(r"(?:url\s*\(|@import)\s*['\"]?\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_MAY_LOAD = ("src", "althref", "href", "style", "connectstring", "svg", *_RUNS)
_OF_OTHERS = ("customxml/", "docprops/")
"""Parts that no office program shows."""

Parsed = Callable[[], Element]


def judge_fetching(name: str, words: str, parsed: Parsed) -> None:
    """Raise NotTaken for a part that fetches something when it is shown; ``name`` in small letters."""
    if name.startswith("xl/") and _HAS_FORMULAS.search(words):
        _judge_formulas(parsed())
    small = words.lower()
    if name.startswith(_OF_OTHERS):
        return
    if any(each in small for each in _MAY_LOAD):
        _judge_drawings(parsed())
        if is_drawn(parsed()):
            judge_drawn(parsed(), small)


def _judge_formulas(root: Element) -> None:
    for formula in _formulas(root):
        said = _without_words(formula)
        if _FETCHING.search(said) or _DDE.search(said):
            raise NotTaken("fetches")


def _formulas(root: Element) -> Iterator[str]:
    for each in root.iter(etree.Element):
        if _FORMULA.fullmatch(etree.QName(each).localname.lower()):
            yield "".join(each.itertext())
        named = ((etree.QName(key).localname, value) for key, value in each.attrib.items())
        yield from (value for key, value in named if _FORMULA.fullmatch(key.lower()))


def _without_words(formula: str) -> str:
    """A formula without the words in it, the names of its sheets kept.

    Hazard: a quotation mark in the name of a sheet or of a column would turn words and formula round.
    Where it cannot be said which is which, all of it counts as formula.
    """
    if _QUOTED_IN_BRACKETS.search(formula) or {*"'\""} & {*_QUOTED.sub("", formula)}:
        return formula
    return _QUOTED.sub(lambda found: found[0] if found[0].startswith("'") else '""', formula)


def _judge_drawings(root: Element) -> None:
    for each in root.iter(etree.Element):
        name = etree.QName(each)
        kind = name.localname.lower()
        if kind == "connectstring" or (kind in _RUNS and name.namespace == _OF_BROWSERS):
            raise NotTaken("fetches")
        if kind == "style" and not is_plain_style("".join(each.itertext())):
            raise NotTaken("fetches")
        for key, value in each.attrib.items():
            if _is_loaded(kind, etree.QName(key).localname.lower(), value):
                raise NotTaken("fetches")


def _is_loaded(kind: str, key: str, value: str) -> bool:
    if key in _LOADS or (key == "href" and kind in _LOADS_BY_LINK):
        return bool(SOMEWHERE.match(value)) and not _INSIDE.match(value)
    return bool(_IN_STYLE.search(value)) or (key == "style" and not is_plain_style(value))
