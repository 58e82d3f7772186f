"""Whether a run of a Word file is hidden: by itself, by its styles, or by what the file begins with.

A property that is said twice, by the style of the paragraph and by that of the letters, is switched off
again by some programs and not by others. In doubt there is no safe copy (``NoCopy``).
"""

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from .answer import NoCopy

Element = Any
"""An lxml element."""

_VAL, _VANISH, _RPR = qn("w:val"), (qn("w:vanish"), qn("w:specVanish")), qn("w:rPr")
_ON, _OFF = {"1", "true", "on"}, {"0", "false", "off"}
_DEEPEST = 20


class Hiding:
    """The styles of one file, asked whether a run can be seen."""

    def __init__(self, styles: Element) -> None:
        self._styles = {each.get(qn("w:styleId")): each for each in styles.iterchildren(qn("w:style"))}
        self._default = {
            each.get(qn("w:type")): each.get(qn("w:styleId"))
            for each in self._styles.values()
            if each.get(qn("w:default")) in _ON
        }
        first = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_RPR}")
        self._from_the_start = _said(first) is True
        self._in_tables = any(
            _said(found) is True
            for each in self._styles.values()
            if each.get(qn("w:type")) == "table"
            for found in each.iter(_RPR)
        )

    def hides(self, run: Element, paragraph: Element) -> bool:
        """Whether this run is hidden; raises NoCopy where programs would not agree."""
        own = run.find(_RPR)
        if (said := _said(own)) is not None:
            return said
        if self._in_tables and any(True for _ in paragraph.iterancestors(qn("w:tbl"))):
            raise NoCopy("failed")
        of_letters = self._by_style(own, "w:rStyle", "character")
        of_paragraph = self._by_style(paragraph.find(qn("w:pPr")), "w:pStyle", "paragraph")
        said_by = [each for each in (of_letters, of_paragraph) if each is not None]
        if self._from_the_start:
            if False in said_by:
                raise NoCopy("failed")
            return True
        if len(set(said_by)) > 1 or (of_letters and of_paragraph):
            raise NoCopy("failed")
        return True in said_by

    def _by_style(self, properties: Element | None, tag: str, kind: str) -> bool | None:
        named = properties.find(qn(tag)) if properties is not None else None
        name = named.get(_VAL) if named is not None else None
        at = name if name in self._styles else self._default.get(kind)
        for _step in range(_DEEPEST):
            style = self._styles.get(at)
            if style is None:
                return None
            if (said := _said(style.find(_RPR))) is not None:
                return said
            above = style.find(qn("w:basedOn"))
            at = above.get(_VAL) if above is not None else None
        raise NoCopy("failed")  # styles in a ring


def _said(properties: Element | None) -> bool | None:
    """On, off, or nothing said."""
    if properties is None:
        return None
    found = {_value(each) for each in _children(properties)}
    if len(found) > 1:
        raise NoCopy("failed")
    return found.pop() if found else None


def _children(properties: Element) -> Iterable[Element]:
    return (each for each in properties if each.tag in _VANISH)


def _value(switch: Element) -> bool:
    said = switch.get(_VAL, "true").strip().lower()
    if said not in _ON | _OFF:
        raise NoCopy("failed")
    return said in _ON
