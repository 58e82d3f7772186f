"""Forty sample files, each with something that says who, where or when (security.md T09)."""

import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import openpyxl
import pikepdf
from docx.oxml import OxmlElement
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin
from pillow_heif import from_pillow

from .making import HIDDEN, SHOWN, dots, letter, packed_with, table

Made = Callable[[], bytes]
_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>' + HIDDEN + "</dc:creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()
_ON = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC).replace(tzinfo=None)


# --- pictures ---


def _exif(tag: int, value: object, group: int | None = None) -> bytes:
    made = Image.Exif()
    (made.get_ifd(group) if group else made)[tag] = value
    return made.tobytes()


def _gps() -> bytes:
    made = Image.Exif()
    made.get_ifd(0x8825).update(
        {1: "N", 2: (51.0, 28.0, 40.0), 3: "W", 4: (3.0, 10.0, 30.0), 27: HIDDEN.encode()}
    )
    return made.tobytes()


def _jpeg(segment: bytes = b"", after: bytes = b"", **more: object) -> Made:
    def made() -> bytes:
        out = io.BytesIO()
        dots().save(out, "JPEG", **more)
        whole = out.getvalue()
        return whole[:2] + segment + whole[2:] + after

    return made


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def _iptc() -> bytes:
    record = b"\x1c\x02\x50" + len(HIDDEN).to_bytes(2, "big") + HIDDEN.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record


def _png(kind: bytes, content: bytes, after: bytes = b"") -> Made:
    def made() -> bytes:
        out = io.BytesIO()
        dots().save(out, "PNG")
        whole = out.getvalue()
        chunk = len(content).to_bytes(4, "big") + kind + content
        chunk += zlib.crc32(kind + content).to_bytes(4, "big")
        return whole[:33] + chunk + whole[33:] + after

    return made


def _written_png() -> bytes:
    out, beside = io.BytesIO(), PngImagePlugin.PngInfo()
    beside.add_text("Author", HIDDEN, zip=True)
    beside.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    dots().save(out, "PNG", pnginfo=beside)
    return out.getvalue()


def _heic(**more: object) -> Made:
    def made() -> bytes:
        out = io.BytesIO()
        from_pillow(dots()).save(out, **more)
        return out.getvalue()

    return made


# --- papers ---


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> Made:
    def made() -> bytes:
        start, out = io.BytesIO(), io.BytesIO()
        dots((300, 200)).save(start, "PDF")
        with pikepdf.open(start) as pdf:
            change(pdf)
            pdf.save(out, static_id=True)
        return out.getvalue()

    return made


def _info(pdf: pikepdf.Pdf) -> None:
    for name in ("Author", "Creator", "Producer", "Title", "Subject", "Keywords", "Company"):
        pdf.docinfo[f"/{name}"] = HIDDEN


def _pdf_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(_XMP)


def _page_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Metadata = pdf.make_stream(_XMP)


def _piece_info(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=HIDDEN))


def _layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=HIDDEN))
    shown = pikepdf.Dictionary(OFF=[layer], Order=[layer])
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=shown)


def _note(pdf: pikepdf.Pdf) -> None:
    said = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], Contents=HIDDEN, T=HIDDEN
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(said)])


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(HIDDEN, 0))


def _alt(pdf: pikepdf.Pdf) -> None:
    figure = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt=HIDDEN)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=figure)


def _labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=HIDDEN)])


# --- letters and tables ---


def _docx(change: Callable[..., None]) -> Made:
    def made() -> bytes:
        document, out = docx.Document(), io.BytesIO()
        paragraph = document.add_paragraph(SHOWN)
        change(document, paragraph)
        document.save(out)
        return out.getvalue()

    return made


def _core(document: object, _paragraph: object) -> None:
    core = document.core_properties  # type: ignore[attr-defined]  # a document of python-docx
    for name in ("author", "last_modified_by", "title", "subject", "comments", "keywords", "category"):
        setattr(core, name, HIDDEN)
    core.created = core.modified = core.last_printed = _ON


def _tracked(kind: str) -> Callable[..., None]:
    def change(_document: object, paragraph: object) -> None:
        mark, run = OxmlElement(f"w:{kind}"), OxmlElement("w:r")
        for name in ("author", "date"):
            mark.set(f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}", HIDDEN)
        words = OxmlElement("w:delText" if kind == "del" else "w:t")
        words.text = HIDDEN if kind == "del" else "kept"
        run.append(words)
        mark.append(run)
        paragraph._p.append(mark)  # type: ignore[attr-defined]  # noqa: SLF001  # the library has no name for it

    return change


def _comment(document: object, paragraph: object) -> None:
    document.add_comment(paragraph.runs[0], text=HIDDEN, author=HIDDEN)  # type: ignore[attr-defined]  # as above


def _header(document: object, _paragraph: object) -> None:
    section = document.sections[0]  # type: ignore[attr-defined]  # as above
    section.header.paragraphs[0].text = section.footer.paragraphs[0].text = HIDDEN


def _hidden_run(_document: object, paragraph: object) -> None:
    paragraph.add_run(HIDDEN).font.hidden = True  # type: ignore[attr-defined]  # as above


def _picture(document: object, _paragraph: object) -> None:
    shape = document.add_picture(io.BytesIO(_jpeg(exif=_gps())()))  # type: ignore[attr-defined]  # as above
    shape._inline.docPr.set("descr", HIDDEN)  # noqa: SLF001  # where Word keeps the words for a picture


def _xlsx(change: Callable[[openpyxl.Workbook], None]) -> Made:
    def made() -> bytes:
        book, out = openpyxl.Workbook(), io.BytesIO()
        book.worksheets[0]["A1"] = SHOWN
        change(book)
        book.save(out)
        return out.getvalue()

    return made


def _book_properties(book: openpyxl.Workbook) -> None:
    for name in ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category"):
        setattr(book.properties, name, HIDDEN)
    book.properties.created = book.properties.modified = _ON


def _cell_note(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A1"].comment = Comment(HIDDEN, HIDDEN)


def _away(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet(HIDDEN)
    sheet["A1"], sheet.sheet_state = HIDDEN, "veryHidden"


def _named(book: openpyxl.Workbook) -> None:
    book.defined_names[HIDDEN.replace(".", "_")] = DefinedName(
        HIDDEN.replace(".", "_"), attr_text=f'"{HIDDEN}"'
    )


def _printed(book: openpyxl.Workbook) -> None:
    above, below = book.worksheets[0].oddHeader, book.worksheets[0].oddFooter
    assert above is not None
    assert below is not None
    above.center.text = below.left.text = HIDDEN


_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client"><vt:lpwstr>'
    + HIDDEN
    + "</vt:lpwstr></property></Properties>"
).encode()
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Company>{HIDDEN}</Company><Manager>{HIDDEN}</Manager></Properties>"
).encode()


SAMPLES: dict[str, Made] = {
    "jpeg: where it was taken": _jpeg(exif=_gps()),
    "jpeg: the camera": _jpeg(exif=_exif(0x0110, HIDDEN)),
    "jpeg: the owner": _jpeg(exif=_exif(0xA430, HIDDEN, 0x8769)),
    "jpeg: when": _jpeg(exif=_exif(0x9003, HIDDEN, 0x8769)),
    "jpeg: a maker's own notes": _jpeg(exif=_exif(0x927C, HIDDEN.encode(), 0x8769)),
    "jpeg: XMP": _jpeg(_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + _XMP)),
    "jpeg: IPTC": _jpeg(_segment(0xED, _iptc())),
    "jpeg: a comment": _jpeg(comment=HIDDEN.encode()),
    "jpeg: a profile": _jpeg(icc_profile=HIDDEN.encode()),
    "jpeg: behind its end": _jpeg(after=HIDDEN.encode()),
    "png: text": _png(b"tEXt", b"Author\x00" + HIDDEN.encode()),
    "png: packed text and XMP": _written_png,
    "png: Exif": _png(b"eXIf", _gps()[6:]),
    "png: when": _png(b"tIME", b"\x07\xe8\x05\x06\x07\x08\x09", HIDDEN.encode()),
    "png: a chunk of its own": _png(b"prVt", HIDDEN.encode()),
    "png: behind its end": _png(b"tEXt", b"a\x00b", HIDDEN.encode()),
    "heic: where it was taken": _heic(exif=_gps()),
    "heic: the camera": _heic(exif=_exif(0x0110, HIDDEN)),
    "heic: XMP": _heic(xmp=_XMP),
    "heic: both": _heic(exif=_gps(), xmp=_XMP),
    "pdf: author, maker, title": _pdf(_info),
    "pdf: XMP": _pdf(_pdf_xmp),
    "pdf: XMP of a page": _pdf(_page_xmp),
    "pdf: a program's own notes": _pdf(_piece_info),
    "pdf: a layer that is off": _pdf(_layer),
    "pdf: a note": _pdf(_note),
    "pdf: a bookmark": _pdf(_bookmark),
    "pdf: words for a picture": _pdf(_alt),
    "pdf: names of pages": _pdf(_labels),
    "docx: author and days": _docx(_core),
    "docx: taken out, tracked": _docx(_tracked("del")),
    "docx: put in, tracked": _docx(_tracked("ins")),
    "docx: a comment": _docx(_comment),
    "docx: above and below": _docx(_header),
    "docx: hidden words": _docx(_hidden_run),
    "docx: a picture with a place": _docx(_picture),
    "docx: fields of one's own": lambda: packed_with([("docProps/custom.xml", _CUSTOM)], letter()),
    "docx: the company": lambda: packed_with([("docProps/app.xml", _APP)], letter()),
    "xlsx: author and days": _xlsx(_book_properties),
    "xlsx: a note": _xlsx(_cell_note),
    "xlsx: a sheet put away": _xlsx(_away),
    "xlsx: a name": _xlsx(_named),
    "xlsx: above and below": _xlsx(_printed),
    "xlsx: the company": lambda: packed_with([("docProps/app.xml", _APP)], table()),
}
