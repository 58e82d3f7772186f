"""Pictures in SVG inside an office file: taken only where every part of them is one that is known to draw.

There are too many ways in which such a picture may fetch or run something, and too many in which a word
may be written there, to look for them. So whatever is not on the lists below is refused.
"""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from .answer import NotTaken

Element = Any
"""An lxml element."""

_SVG = "http://www.w3.org/2000/svg"
_NAMES = """
svg g defs symbol use switch a title desc metadata style path rect circle ellipse line polyline polygon
text tspan textpath image marker pattern clippath mask lineargradient radialgradient stop filter
feblend fecolormatrix fecomponenttransfer fecomposite feflood fefunca fefuncb fefuncg fefuncr
fegaussianblur femerge femergenode femorphology feoffset
"""
_DRAWS = frozenset(_NAMES.split())
_SAYS_WHO_DREW_IT = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
)
"""Beside the picture, by the programs that draw them. Their attributes are judged like all others."""

_ONLY_WORDS = {"id", "class", "title", "label", "aria-label", "data-name", "docname", "export-filename"}
_CLICKED = re.compile(r"\s*(?:#|https?:|mailto:|tel:)", re.IGNORECASE)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif)[;,])", re.IGNORECASE)
"""In the picture itself. No other address: ``xml:base`` could say where it begins."""

_CALLS = re.compile(r"""(?<![\w-])([\w-]*)\s{0,9}\((\s{0,9}["']?\s{0,9}#)?""")
_TURNS = "matrix translate translatex translatey scale scalex scaley rotate skewx skewy"
_PLAIN_CALLS = frozenset(f"rgb rgba hsl hsla calc not {_TURNS}".split())
_NEVER_IN_STYLE = ("\\", "@", "/*", "<", "expression", "binding", "behavior")
"""Letters written as numbers, further sheets, and remarks between the letters of a word."""


def is_plain_style(words: str) -> bool:
    """Whether this style, or this value of an attribute, names nothing outside of the file."""
    small = words.lower()
    if any(each in small for each in _NEVER_IN_STYLE):
        return False
    calls = (found.groups() for found in _CALLS.finditer(small))
    return all(name in _PLAIN_CALLS or (name == "url" and inside) for name, inside in calls)


def is_drawn(root: Element) -> bool:
    """Whether an SVG picture, or a part of one, lies in here."""
    names = (etree.QName(each) for each in root.iter(etree.Element))
    return any(name.namespace == _SVG or name.localname.lower() == "svg" for name in names)


def judge_drawn(root: Element, words: str) -> None:
    """Raise NotTaken for a picture with anything in it that is not known; ``words`` in small letters."""
    if "<?xml-stylesheet" in words:
        raise NotTaken("fetches")
    for each in root.iter(etree.Element):
        name = etree.QName(each)
        kind = name.localname.lower()
        if kind not in _DRAWS and name.namespace not in _SAYS_WHO_DREW_IT:
            raise NotTaken("fetches")
        for key, value in each.attrib.items():
            if not _is_known(kind, etree.QName(key).localname.lower(), value):
                raise NotTaken("fetches")


def _is_known(kind: str, key: str, value: str) -> bool:
    if key == "href":
        return bool((_CLICKED if kind == "a" else _INSIDE).match(value))
    if key.startswith("on") or key in {"base", "src"} or (kind == "a" and key == "actuate"):
        return False
    return key in _ONLY_WORDS or is_plain_style(value)
