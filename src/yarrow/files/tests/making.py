"""Files of every kind with something in them that must not come out, and documents that are kept."""

import io
import zipfile
from collections.abc import Callable, Iterable

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import OxmlElement
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin
from pillow_heif import from_pillow

from yarrow.config.families import Family
from yarrow.config.ready.documents import in_pieces, keep_looked_at
from yarrow.files.looking import LookedAt
from yarrow.gate.facts.files import Copy, FileType
from yarrow.rooms.models import Entry

HIDDEN = "zqhidden51.4778N"
"""Written where a file hides things: nothing of it may come out in a safe copy."""

SHOWN = "Quillwort by the tap"


def dots(size: tuple[int, int] = (64, 40)) -> Image.Image:
    """A picture that can be told upright from turned."""
    made = Image.new("RGB", size, "white")
    made.paste((200, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return made


def jpeg(size: tuple[int, int] = (64, 40)) -> bytes:
    """With a camera, a place and a comment; stored turned by a quarter."""
    beside, made = Image.Exif(), io.BytesIO()
    beside[0x010F], beside[0x0112] = HIDDEN, 6
    beside.get_ifd(0x8825)[0x001B] = HIDDEN.encode()
    dots(size).save(made, "JPEG", exif=beside, comment=HIDDEN.encode(), icc_profile=HIDDEN.encode())
    return made.getvalue()


def png() -> bytes:
    """With written chunks, also after the picture."""
    beside, made = PngImagePlugin.PngInfo(), io.BytesIO()
    beside.add_text("Author", HIDDEN)
    beside.add_itxt("Comment", HIDDEN)
    dots().save(made, "PNG", pnginfo=beside)
    return made.getvalue() + HIDDEN.encode()


def heic() -> bytes:
    beside, made = Image.Exif(), io.BytesIO()
    beside[0x010F] = HIDDEN
    from_pillow(dots()).save(made, exif=beside.tobytes())
    return made.getvalue()


def pdf(pages: int = 2) -> bytes:
    """With an author and, behind the picture, nothing to be seen."""
    made, page = io.BytesIO(), dots((300, 200))
    more = [page] * (pages - 1)
    page.save(made, "PDF", save_all=True, append_images=more, author=HIDDEN, title=HIDDEN, keywords=HIDDEN)
    return made.getvalue()


def letter() -> bytes:
    """With an author, a tracked deletion, hidden text, a comment, a header and a picture."""
    made, out = docx.Document(), io.BytesIO()
    made.add_heading(SHOWN, 1)
    inside = made.add_paragraph("kept ")
    for tag, text in (("w:ins", "and put in"), ("w:del", HIDDEN)):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        words = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        words.text = text
        run.append(words)
        change.append(run)
        inside._p.append(change)  # noqa: SLF001  # the library has no name for tracked changes
    inside.add_run(HIDDEN).font.hidden = True
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    made.add_picture(io.BytesIO(jpeg()))
    made.add_comment(inside.runs[0], text=HIDDEN, author=HIDDEN)
    made.sections[0].header.paragraphs[0].text = HIDDEN
    made.core_properties.author = made.core_properties.title = HIDDEN
    made.save(out)
    return out.getvalue()


def table() -> bytes:
    """With a hidden sheet, row and column, a formula, a comment and an author."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    seen = made.worksheets[0]
    for row in ([SHOWN, HIDDEN, 3], [HIDDEN, HIDDEN, HIDDEN], ["=1+1", HIDDEN, "end"]):
        seen.append(row)
    seen.column_dimensions["B"].hidden = seen.row_dimensions[2].hidden = True
    seen["A1"].comment = Comment(HIDDEN, HIDDEN)
    away = made.create_sheet(HIDDEN)
    away.sheet_state, away["A1"] = "veryHidden", HIDDEN
    made.properties.creator = HIDDEN
    made.save(out)
    return out.getvalue()


def text() -> bytes:
    return f"{SHOWN}\r\n\u202eturned\u200b".encode()


EVERY_KIND: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "png": png,
    "heic": heic,
    "pdf": pdf,
    "docx": letter,
    "xlsx": table,
    "text": text,
}


def packed_with(parts: Iterable[tuple[str, bytes]], start: bytes | None = None) -> bytes:
    """A packed file with parts put in or put over."""
    out, given = io.BytesIO(), dict(parts)
    with zipfile.ZipFile(io.BytesIO(start or letter())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for each in old.infolist():
            if each.filename not in given:
                new.writestr(each, old.read(each))
        for name, part in given.items():
            new.writestr(name, part)
    return out.getvalue()


def sent(content: bytes, name: str = "holiday.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def keep(
    family: Family,
    part: str,
    *,
    name: str = "letter.txt",
    content: bytes = b"original",
    copy: bytes | None = b"copy",
    copy_type: FileType = FileType.TEXT,
    pages: tuple[tuple[int, int], ...] = (),
) -> Entry:
    """A document in a room, kept by who holds it, without being looked at."""
    looked = LookedAt(
        type=copy_type,
        copy=Copy.FAILED if copy is None else Copy.MADE,
        copy_type=None if copy is None else copy_type,
        copy_pieces=None if copy is None else in_pieces(family, part, copy),
        pages=pages,
    )
    return keep_looked_at(family, part, (name, ""), in_pieces(family, part, content), looked)
