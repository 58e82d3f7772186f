"""Word and Excel: every part of the folder they are, every word and every attribute of it.

Not asked one by one for what is known to hide words: all of it is read, so that a kind of note which
nobody here has heard of is read as well. What was deleted under tracked changes is read with and without.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from yarrow.door.text import Where
from yarrow.files.converting.zipped import office_type

from .found import Found, Inside, Paper, Unreadable

Element = Any
"""An lxml element."""

_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".svg",
    ".webp",
    ".ico",
)
_SAFE = (".ttf", ".odttf", ".otf")
_INSIDE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
    ".htm": "text/html",
    ".html": "text/html",
}
_PARAGRAPHS = frozenset({"p", "si", "is", "comment", "row"})
_LEAVES = frozenset({"t", "delText", "instrText", "delInstrText", "v", "f"})
_SPACES = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_GONE, _NEW = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
_ALT = frozenset({"descr", "title", "alt", "name"})
_SHEET = "xlsx"
_OF_TABLES = frozenset(
    {f"{band}{way}" for band in ("band1", "band2") for way in ("Horz", "Vert")}
    | {"wholeTable", "firstRow", "lastRow", "firstCol", "lastCol", "neCell", "nwCell", "seCell", "swCell"}
)
"""Words of the format: to which part of a table a style belongs. Read as words, one sounds like a street."""


def read_office(artefact: Paper, found: Found, inside: Inside) -> None:
    """A whole file; raises for one that is locked, broken, carries a program, or has unknown parts."""
    kind = office_type(artefact.body)
    with zipfile.ZipFile(io.BytesIO(artefact.body)) as folder:
        found.add(Where.LAYER, folder.comment.decode("latin-1"))
        for each in folder.infolist():
            found.add(Where.LAYER, each.filename, each.comment.decode("latin-1"))
            if not each.is_dir():
                _part(each.filename, folder.read(each), found, inside)
    if kind == _SHEET:
        _rows(artefact.body, found)


def _part(name: str, content: bytes, found: Found, inside: Inside) -> None:
    lower = name.lower()
    ending = lower[lower.rfind(".") :] if "." in lower else ""
    if ending in {".xml", ".rels", ".vml"}:
        _xml(lower, content, found)
    elif ending in _PICTURES:
        found.has_pictures = True
    elif ending in _INSIDE:
        inside(name, _INSIDE[ending], content)
    elif ending not in _SAFE:
        raise Unreadable


def _xml(name: str, content: bytes, found: Found) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)  # no entity is resolved and nothing is loaded
    where = _where(name)
    for each in root.iter():
        if not isinstance(each.tag, str):
            found.add(Where.LAYER, each.text or "")
            continue
        for attribute, value in each.attrib.items():
            if _local(attribute) == "type" and value in _OF_TABLES:
                continue
            found.add(Where.ALT if _local(attribute) in _ALT else Where.LAYER, value)
        if _local(each.tag) in _PARAGRAPHS:
            found.add(where, *_three_ways(each))
    found.add(where, *(lines := list(_lines(root))), "\n".join(lines))


def read_xml(artefact: Paper, found: Found, _inside: Inside) -> None:
    """Words about a paper, as XML: every word and every attribute of it."""
    _xml("docprops/xmp", artefact.body, found)


def _where(name: str) -> Where:
    if name.startswith("docprops/"):
        return Where.METADATA
    return Where.BODY if name in {"word/document.xml", "xl/sharedstrings.xml"} else Where.LAYER


def _three_ways(paragraph: Element) -> tuple[str, ...]:
    """As it will be read, as it was before the changes, and with everything that is there."""
    return tuple(dict.fromkeys("".join(_words(paragraph, without)) for without in (frozenset(), _GONE, _NEW)))


def _words(element: Element, without: frozenset[str]) -> Iterator[str]:
    for each in element:
        name = _local(each.tag) if isinstance(each.tag, str) else ""
        if name in without:
            continue
        if name in _SPACES:
            yield _SPACES[name]
        elif name in _LEAVES:
            yield each.text or ""
        else:
            yield from _words(each, without)


def _lines(root: Element) -> Iterator[str]:
    """Every word of a part, whatever element it stands in, one after another."""
    for each in root.iter():
        if isinstance(each.tag, str):
            for words in (each.text, each.tail):
                if words and words.strip():
                    yield words.strip()


def _rows(body: bytes, found: Found) -> None:
    """An address may lie in three cells side by side: each row as one line, and each column."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(body), read_only=False, data_only=False)
    for sheet in book.worksheets:
        found.add(Where.BODY, sheet.title)
        for line in (*sheet.iter_rows(values_only=True), *sheet.iter_cols(values_only=True)):
            found.add(Where.BODY, " ".join(str(cell) for cell in line if cell is not None))


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]
