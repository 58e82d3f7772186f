"""Real papers with words planted in one layer each: what a program finds and nobody sees."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image

from yarrow.outgoing.artefact import Artefact, ArtefactKind

PDF = "application/pdf"

Planted = Callable[[str], Artefact]


def letter(body: str = "Dear Bryn, see you on Monday.") -> bytes:
    """A plain letter as a PDF, made as the house makes them."""
    return bytes(typst.compile(f"#set document(date: none)\n{body}\n".encode()))


def scan() -> bytes:
    """A paper that is one picture."""
    out = io.BytesIO()
    Image.new("RGB", (30, 30), "white").save(out, "PDF", creationDate=None)
    return out.getvalue()


def brought(body: bytes, media_type: str = PDF, name: str = "letter.pdf") -> Artefact:
    """Something brought to the door."""
    return Artefact(ArtefactKind.LETTER, name, media_type, body)


def _changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(letter())) as paper:
        change(paper)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _drawn(paper: pikepdf.Pdf, commands: bytes) -> None:
    page = paper.pages[0]
    font = paper.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.Resources.Font = page.Resources.get("/Font", Dictionary())
    page.Resources.Font["/Plain"] = font
    page.contents_add(commands, prepend=False)


def _annotated(paper: pikepdf.Pdf, **more: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), **more)
    paper.pages[0].Annots = Array([paper.make_indirect(note)])


def _layer(paper: pikepdf.Pdf, words: str) -> None:
    off = paper.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    paper.Root.OCProperties = Dictionary(
        OCGs=Array([off]), D=Dictionary(OFF=Array([off]), Order=Array([off]))
    )
    paper.pages[0].Resources.Properties = Dictionary(Hidden=off)
    _drawn(paper, b"/OC /Hidden BDC BT /Plain 12 Tf 50 400 Td (%b) Tj ET EMC" % words.encode())


def _layer_name(paper: pikepdf.Pdf, words: str) -> None:
    named = paper.make_indirect(Dictionary(Type=Name.OCG, Name=String(words)))
    paper.Root.OCProperties = Dictionary(OCGs=Array([named]), D=Dictionary(Order=Array([named])))


def _attached(paper: pikepdf.Pdf, name: str, content: bytes) -> None:
    paper.attachments[name] = pikepdf.AttachedFileSpec(paper, content, filename=name, mime_type="text/plain")


def _field(paper: pikepdf.Pdf, words: str) -> None:
    field = paper.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("a"),
            V=String(words),
            Rect=Array([0, 0, 1, 1]),
        )
    )
    paper.Root.AcroForm = Dictionary(Fields=Array([field]))


def _outline(paper: pikepdf.Pdf, words: str) -> None:
    with paper.open_outline() as outline:
        outline.root.append(OutlineItem(words, 0))


def _info(paper: pikepdf.Pdf, key: str, words: str) -> None:
    paper.docinfo[key] = words


def _xmp(paper: pikepdf.Pdf, words: str) -> None:
    with paper.open_metadata() as about:
        about["dc:description"] = words


def _appearance(paper: pikepdf.Pdf, words: str) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawn = paper.make_stream(
        b"BT /F 12 Tf (%b) Tj ET" % words.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 300, 20]),
        Resources=Dictionary(Font=Dictionary(F=font)),
    )
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([10, 10, 300, 30]), AP=Dictionary(N=drawn)
    )
    paper.pages[0].Annots = Array([paper.make_indirect(note)])


def _instead(paper: pikepdf.Pdf, words: str) -> None:
    _drawn(paper, b"/Span <</ActualText (%b)>> BDC BT /Plain 12 Tf 50 400 Td (x) Tj ET EMC" % words.encode())


def _split(paper: pikepdf.Pdf, words: str) -> None:
    halves = words.encode().split(b" ", 1)
    _drawn(paper, b"BT /Plain 12 Tf 50 400 Td (%b) Tj 0 -14 Td (%b) Tj ET" % (halves[0], halves[1]))


def _pdf(change: Callable[[pikepdf.Pdf, str], None]) -> Planted:
    return lambda words: brought(_changed(lambda paper: change(paper, words)))


def _shown(commands: bytes) -> Planted:
    return _pdf(lambda paper, words: _drawn(paper, commands % words.encode()))


PORTABLE: dict[str, Planted] = {
    "page": lambda words: brought(letter(words)),
    "bold in the middle": lambda words: brought(
        letter(words[:5] + "#strong[" + words[5:9] + "]" + words[9:])
    ),
    "narrow": lambda words: brought(letter(f"#block(width: 2.2cm)[{words}]")),
    "two pages": lambda words: brought(letter(words.replace(" ", "\n#pagebreak()\n", 1))),
    "table": lambda words: brought(
        letter("#table(columns: 3," + ",".join(f"[{w}]" for w in words.split()) + ")")
    ),
    "footer": lambda words: brought(letter(f"#set page(footer: [{words}])\nHello")),
    "white": lambda words: brought(letter(f"#text(fill: white, size: 1pt)[{words}]")),
    "figure, read aloud": lambda words: brought(letter(f'#figure(rect(), alt: "{words}")')),
    "link": lambda words: brought(
        letter('#link("https://example.org/?q=' + words.replace(" ", "+") + '")[here]')
    ),
    "not drawn": _shown(b"BT /Plain 12 Tf 3 Tr 50 400 Td (%b) Tj ET"),
    "off the page": _shown(b"BT /Plain 12 Tf -900 -900 Td (%b) Tj ET"),
    "split over lines": _pdf(_split),
    "hidden layer": _pdf(_layer),
    "name of a layer": _pdf(_layer_name),
    "comment": _pdf(lambda paper, words: _annotated(paper, Contents=String(words))),
    "author of a comment": _pdf(lambda paper, words: _annotated(paper, T=String(words))),
    "comment in rich text": _pdf(lambda paper, words: _annotated(paper, RC=String(f"<p>{words}</p>"))),
    "drawing of a comment": _pdf(_appearance),
    "attachment": _pdf(lambda paper, words: _attached(paper, "a.txt", words.encode())),
    "attached letter": _pdf(lambda paper, words: _attached(paper, "a.txt", letter(words))),
    "name of an attachment": _pdf(lambda paper, words: _attached(paper, words, b"nothing")),
    "field of a form": _pdf(_field),
    "bookmark": _pdf(_outline),
    "title": _pdf(lambda paper, words: _info(paper, "/Title", words)),
    "own property": _pdf(lambda paper, words: _info(paper, "/Kept", words)),
    "XMP": _pdf(_xmp),
    "in place of letters": _pdf(_instead),
}
