"""A filled paper as PDF/UA-1: made in memory, without a font of the system, and without a trace of how."""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst

from yarrow.papers.rules import BadPaper
from yarrow.papers.wording import symbols

from .filling import Filled, Piece

_LAYOUT = Path(__file__).with_name("paper.typ")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class CannotBePrinted(BadPaper):
    """Words with signs that no font of ours has, or whatever else the typesetter refuses."""


def as_pdf(paper: Filled) -> bytes:
    """The paper as PDF/UA-1; the same words give the same bytes. Raises CannotBePrinted."""
    try:
        made = typst.compile(
            _layout(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(_told(paper))},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        # Its own message would carry the words into a log.
        raise CannotBePrinted("cannot be printed", ["signs"]) from None
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return _without_traces(made, paper)


@cache
def _layout() -> bytes:
    return _LAYOUT.read_bytes()


def _told(paper: Filled) -> Mapping[str, Any]:
    return {
        "language": paper.language.value,
        "service": paper.service,
        "title": paper.title,
        "heading": paper.heading,
        "letter": bool(paper.written_on),
        "written_on": paper.written_on,
        "address": list(paper.address),
        "large": paper.is_large,
        "pieces": [_piece(piece) for piece in paper.pieces],
    }


def _piece(piece: Piece) -> Mapping[str, Any]:
    return {
        "shape": piece.shape,
        "lines": [list(line) for line in piece.lines],
        "level": piece.level,
        "symbol": symbols()[piece.symbol] if piece.symbol else "",
        "alt": piece.alt,
    }


def _without_traces(made: bytes, paper: Filled) -> bytes:
    """Nothing in it says when, by whom or with what it was made: its title and its language, no more.

    Hazard: "created at 23:10 with …" tells a reader of the file more than the letter does.
    """
    title = paper.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        del pdf.docinfo
        pdf.docinfo["/Title"] = paper.title
        xmp = _XMP.format(title=title, language=f"{paper.language.value}-GB")
        pdf.Root.Metadata = pdf.make_stream(
            xmp.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.save(written, deterministic_id=True, linearize=False)
    return written.getvalue()
