"""A filled paper as an editable Word file. All parts but the words lie beside this page, as they are written.

No library's own example document lies underneath: those carry a maker's name, days, marks of whose machine
it was, and a picture. What is typed is plain text in the file: no field, no link, no markup.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.sax.saxutils import escape

from yarrow.papers.making.filling import Filled, Piece

_HERE = Path(__file__).parent
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALWAYS_THE_SAME = (1980, 1, 1, 0, 0, 0)
"""The day of every part: a zip has no "never"."""
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document.xml.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
}
_STYLES = {"list": "Bullet", "steps": "Step", "tick": "Box", "sign": "Sign"}


def as_word(paper: Filled) -> bytes:
    """The paper as .docx; the same words give the same bytes. Symbols are left out: they repeat words."""
    size = 36 if paper.is_large else 24  # half points
    look = {
        "title": escape(paper.title),
        "language": paper.language.value,
        "size": size,
        "large": size + 8,
        "larger": size + 4,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, kept in _PARTS.items():
            _put(file, name, (_HERE / kept).read_text(encoding="utf-8").format(**look).encode())
        _put(file, "word/document.xml", _document(paper))
    return written.getvalue()


def _put(file: zipfile.ZipFile, name: str, part: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, _ALWAYS_THE_SAME), part, zipfile.ZIP_DEFLATED)


def _document(paper: Filled) -> bytes:
    root = Element("w:document", {"xmlns:w": _W})
    body = SubElement(root, "w:body")
    for style, runs in _paragraphs(paper):
        _paragraph(body, style, runs)
    section = SubElement(body, "w:sectPr")
    SubElement(section, "w:pgSz", {"w:w": "11906", "w:h": "16838"})
    edges = {"top": "1020", "right": "1134", "bottom": "1134", "left": "1134"}
    more = {"header": "567", "footer": "567", "gutter": "0"}
    SubElement(section, "w:pgMar", {f"w:{side}": width for side, width in (edges | more).items()})
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tostring(root)


def _paragraphs(paper: Filled) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each paragraph: its style; then its words, or a label and what belongs to it."""
    yield "Service", (paper.service,)
    if paper.written_on:
        yield "Address", ("\n".join(paper.address),)
        yield "Normal", (paper.written_on,)
    if paper.heading:
        yield "Heading1", (paper.heading,)
    for piece in paper.pieces:
        yield from _piece(piece)


def _piece(piece: Piece) -> Iterator[tuple[str, tuple[str, ...]]]:
    style = f"Heading{piece.level}" if piece.level else _STYLES.get(piece.shape, "Normal")
    for line in piece.lines:
        yield style, (f"{line[0]}: " if line[0] else "", "\t") if style == "Sign" else line


def _paragraph(body: Element, style: str, runs: tuple[str, ...]) -> None:
    paragraph = SubElement(body, "w:p")
    SubElement(SubElement(paragraph, "w:pPr"), "w:pStyle", {"w:val": style})
    if style == "Normal" and len(runs) > 1:
        label = SubElement(paragraph, "w:r")
        SubElement(SubElement(label, "w:rPr"), "w:b")
        _words(label, f"{runs[0]}: ")
        runs = runs[1:]
    for words in runs:
        run = SubElement(paragraph, "w:r")
        if words == "\t":
            SubElement(run, "w:tab")
        else:
            _words(run, words)


def _words(run: Element, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            SubElement(run, "w:br")
        SubElement(run, "w:t", {"xml:space": "preserve"}).text = line
