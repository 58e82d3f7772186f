"""Word files: a new document with the text as it stands, its headings and its tables. Nothing else.

Tracked changes are taken as accepted; comments, authors, days, hidden text, notes, pictures and all that
is embedded stay behind.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # it ships no types

from .answer import Made, NotTaken
from .hidden import Hiding
from .in_memory import as_bytes
from .sniffing import DOCX
from .zipped import packed_again

EMPTY = (Path(docx.__file__).parent / "templates" / "default.docx").read_bytes()
_DEEPEST = 6

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), {qn("w:br"), qn("w:cr")}
_RUN = qn("w:r")
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_NOT_THERE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText")}
_INSIDE = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}
_BESIDE = ("comments", "footnotes", "endnotes", "header", "footer", "embeddings/", "media/")

_ABOUT = ("/extended-properties", "/metadata/thumbnail", "/customXml", "/stylesWithEffects")
_MARKS = {qn("w:rsids"), "{http://schemas.microsoft.com/office/word/2010/wordml}docId"}

Element = Any
"""An lxml element; python-docx gives its own classes no usable types."""


def letter_copy(content: bytes) -> Made:
    """The document written anew; raises NotTaken where it cannot be read."""
    try:
        old = docx.Document(io.BytesIO(content))
        new, seen = docx.Document(io.BytesIO(EMPTY)), _Seen(old)
        _copy(old.element.body, new, seen)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        raise NotTaken("broken") from None
    _nobody_wrote_it(new)
    return Made(DOCX, packed_again(as_bytes(new)), seen.left_out(content))


class _Seen:
    """Headings by the id of their style, and what had to be left out on the way."""

    def __init__(self, old: Document) -> None:
        self.names = {style.style_id: style.name or "" for style in old.styles}
        self.hiding = Hiding(old.styles.element)
        self.pictures = self.hidden = self.changes = False

    def heading(self, paragraph: Element) -> int | None:
        """Which heading this is, 0 to 9; None for a plain paragraph."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self.names.get(style.get(qn("w:val")), "").lower() if style is not None else ""
        if name == "title":
            return 0
        return int(name[-1]) if name.startswith("heading ") and name[-1] in "123456789" else None

    def left_out(self, content: bytes) -> tuple[str, ...]:
        """What the reader of the copy is told."""
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            names = " ".join(folder.namelist())
        beside = any(f"word/{each}" in names for each in _BESIDE)
        found = {"pictures": self.pictures, "changes": self.changes, "hidden_text": self.hidden}
        return ("hidden_in_file", *(["beside_text"] if beside else []), *(k for k, v in found.items() if v))


def _copy(old: Element, new: Document, seen: _Seen) -> None:
    for block in _blocks(old):
        if block.tag == _TABLE:
            _copy_table(block, new, seen)
            continue
        level, words = seen.heading(block), "".join(_words(block, seen, block))
        if level is None:
            new.add_paragraph(words)
        else:
            new.add_heading(words, level)


def _blocks(old: Element) -> Iterator[Element]:
    for each in old:
        if each.tag in {_PARAGRAPH, _TABLE}:
            yield each
        elif each.tag in _INSIDE:
            yield from _blocks(each)


def _copy_table(old: Element, new: Document, seen: _Seen) -> None:
    rows = [[_cell(cell, seen) for cell in row.iter(_CELL)] for row in old if row.tag == _ROW]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    table = new.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        for place, words in enumerate(row):
            cells[place].text = words


def _cell(cell: Element, seen: _Seen) -> str:
    return "\n".join("".join(_words(each, seen, each)) for each in cell if each.tag == _PARAGRAPH)


def _words(part: Element, seen: _Seen, paragraph: Element, depth: int = 0) -> Iterator[str]:
    """The text as it stands when every change is accepted."""
    for each in part:
        if each.tag in _NOT_THERE:
            seen.changes |= each.tag in {qn("w:del"), qn("w:moveFrom")}
        elif each.tag in _PICTURES:
            seen.pictures = True
            yield "[…]"
        elif each.tag == _RUN and seen.hiding.hides(each, paragraph):
            seen.hidden = True
        elif each.tag == _TEXT:
            yield each.text or ""
        elif each.tag == _TAB:
            yield "\t"
        elif each.tag in _BREAKS:
            yield "\n"
        elif depth < _DEEPEST and isinstance(each.tag, str):
            seen.changes |= each.tag in {qn("w:ins"), qn("w:moveTo")}
            yield from _words(each, seen, paragraph, depth + 1)


def _nobody_wrote_it(new: Document) -> None:
    """Nothing about it is left, neither of a writer nor of the empty document that the library begins with.

    Hazard: that one carries a maker, days, a picture of a page and marks of the machine it was made on.
    """
    about = new.core_properties._element  # noqa: SLF001  # its own setters leave the fields, empty or not
    about[:] = []
    for links in (new.part.package.rels, new.part.rels):
        for name in [name for name, link in links.items() if link.reltype.endswith(_ABOUT)]:
            links.pop(name)
    settings = new.settings.element
    for each in [each for each in settings if each.tag in _MARKS]:
        settings.remove(each)
    section = new.sections[0]._sectPr  # noqa: SLF001  # the library has no name for these marks
    for name in [name for name in section.attrib if "}rsid" in name]:
        del section.attrib[name]
