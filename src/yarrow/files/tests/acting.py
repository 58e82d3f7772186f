"""Files that run or fetch something when another program opens them, each in a way to hide it."""

import io
import zlib
from collections.abc import Callable

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .making import packed_with, pdf

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "word/_rels/settings.xml.rels"


def relation(kind: str, target: str, mode: str) -> str:
    """A list with one relation; ``mode`` as it stands in the tag."""
    one = f'<Relationship Id="r1" Type="{kind}" Target="{target}" {mode}/>'
    return f'<Relationships xmlns="{_PACKAGE}">{one}</Relationships>'


def _rels(words: str, way: str = "utf-8") -> Callable[[], bytes]:
    return lambda: packed_with([(_RELS, words.encode(way))])


def with_field(*pieces: str, simple: bool = False) -> bytes:
    """A letter with a field whose code lies in so many pieces."""
    made, out = docx.Document(), io.BytesIO()
    inside = made.add_paragraph("kept")
    if simple:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "".join(pieces))
        inside._p.append(field)  # noqa: SLF001  # the library has no name for fields
    else:
        for piece in ("begin", *pieces, "end"):
            is_mark = piece in {"begin", "end"}
            part = OxmlElement("w:fldChar" if is_mark else "w:instrText")
            if is_mark:
                part.set(qn("w:fldCharType"), piece)
            else:
                part.text = piece
            inside.add_run()._r.append(part)  # noqa: SLF001
    made.save(out)
    return out.getvalue()


def paper_with(words: bytes, *, packed: bool = False) -> bytes:
    """A paper with one more object; the end of it says nothing of where it lies, as in a broken paper."""
    if packed:
        inner = zlib.compress(b"9 0 " + words)
        words = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (
            len(inner),
            inner,
        )
    whole = pdf(1)
    at = whole.rindex(b"xref")
    at = whole.rindex(b"xref", 0, at) if whole[at - 5 : at] == b"start" else at
    return whole[:at] + b"900 0 obj\n" + words + b"\nendobj\n" + whole[at:]


def _exploding() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
    return packed_with([("word/settings.xml", bomb)])


_TEMPLATE, _LINK = f"{_OFFICE}/attachedTemplate", f"{_OFFICE}/hyperlink"
_AWAY = 'TargetMode="External"'
_ELSEWHERE = relation(_TEMPLATE, "http://example.org/x.dotm", _AWAY)

ACTING: dict[str, tuple[Callable[[], bytes], str]] = {
    "a Word file that explodes": (_exploding, "broken"),
    "a relation that writes its mode in signs": (
        _rels(relation(_TEMPLATE, "http://example.org", 'TargetMode="&#69;xternal"')),
        "fetches",
    ),
    "a relation with a sign in its quotation marks": (
        _rels(relation(_TEMPLATE, "http://example.org/a&gt;b>", _AWAY)),
        "fetches",
    ),
    "a relation that says elsewhere that it is a link": (
        _rels(relation(_TEMPLATE, "http://example.org", f"{_AWAY} x='Type=\"/hyperlink\"'")),
        "fetches",
    ),
    "a relation that only ends like a link": (
        _rels(relation("http://example.org/hyperlink", "http://example.org", _AWAY)),
        "fetches",
    ),
    "a relation to elsewhere without its mode": (_rels(relation(_TEMPLATE, "\\\\host\\x", "")), "fetches"),
    "a relation in UTF-16": (_rels(_ELSEWHERE, "utf-16"), "fetches"),
    "a relation in UTF-16 without its mark": (_rels(_ELSEWHERE, "utf-16-le"), "broken"),
    "a relation in UTF-32": (_rels(_ELSEWHERE, "utf-32"), "broken"),
    "a relation in UTF-7": (_rels('<?xml version="1.0" encoding="UTF-7"?>' + _ELSEWHERE), "broken"),
    "a relation that is not what it declares": (
        _rels('<?xml version="1.0" encoding="UTF-16"?>' + _ELSEWHERE),
        "broken",
    ),
    "a relation that is no XML": (_rels("<Relationships>"), "broken"),
    "a macro written in signs": (
        lambda: packed_with([("[Content_Types].xml", b"<Types a='macro&#69;nabled'/>")]),
        "macros",
    ),
    "entities in a part of another name": (
        lambda: packed_with([("word/a.dat", b" <!DOCTYPE a [<!ENTITY b 'b'>]><a/>")]),
        "broken",
    ),
    "a field that fetches a picture": (lambda: with_field('INCLUDEPICTURE "http://example.org"'), "fetches"),
    "a field in pieces": (lambda: with_field(" INCL", "UDETE", 'XT "x"'), "fetches"),
    "a field that runs a program": (lambda: with_field(" DDEAUTO c:\\x"), "fetches"),
    "a short field that runs a program": (lambda: with_field(' dde "x"'), "fetches"),
    "a simple field": (lambda: with_field("INCLUDEPICTURE x", simple=True), "fetches"),
    "a PDF with a script": (lambda: paper_with(b"<</S/JavaScript/JS(x)>>"), "acts"),
    "a PDF with a script in signs": (lambda: paper_with(b"<</S/J#61vaScript>>"), "acts"),
    "a PDF with a script among packed objects": (
        lambda: paper_with(b"<</S/JavaScript>>", packed=True),
        "acts",
    ),
    "a PDF that starts a program": (lambda: paper_with(b"<</S/Launch/F(x)>>"), "acts"),
    "a PDF with a file inside": (lambda: paper_with(b"<</Type/EmbeddedFile>>"), "acts"),
    "a PDF that acts when it is opened": (lambda: paper_with(b"<</OpenAction 5 0 R>>"), "acts"),
    "a PDF with further actions": (lambda: paper_with(b"<</AA <</O 5 0 R>>>>"), "acts"),
}

TAKEN: dict[str, Callable[[], bytes]] = {
    "a letter with a link": _rels(relation(_LINK, "https://example.org/dde", _AWAY)),
    "a letter with a link as a field": lambda: with_field(' HYPERLINK "http://example.org/link dde"'),
    "a letter with its page number": lambda: with_field(" PAGE "),
    "a paper that says on which page to begin": lambda: paper_with(b"<</OpenAction [3 0 R /Fit]>>"),
}
