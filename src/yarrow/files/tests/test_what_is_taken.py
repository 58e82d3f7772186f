"""What is not taken, and why; what is, and what its safe copy no longer has."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from PIL import Image

from yarrow.files.converting.__main__ import looked_at
from yarrow.files.converting.answer import Head
from yarrow.files.converting.papers import MOST_PAGES, MOST_PAGES_COPIED
from yarrow.files.converting.sniffing import HINT_BYTES, hint_of
from yarrow.gate.facts.files import Copy, FileType, LeftOut

from .acting import ACTING as _ACTING
from .making import EVERY_KIND, HIDDEN, SHOWN, dots, jpeg, letter, packed_with, pdf, png, table, text

pytestmark = pytest.mark.once

_FETCH = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://example.org/x.dotm" TargetMode="External"/></Relationships>'
)


def _locked_member() -> bytes:
    """A packed file whose parts say that they have a password."""
    content = bytearray(letter())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def _huge_picture() -> bytes:
    """A hundred million dots of one colour, packed into some kilobytes."""
    made = io.BytesIO()
    Image.new("1", (12_500, 8_000)).save(made, "PNG")
    return made.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "a program": (lambda: b"MZ\x90\x00" + bytes(200), "type"),
    "a page of the web": (lambda: b" <!DOCTYPE html><p>", "type"),
    "a drawing that can run": (lambda: b"<svg onload='x'>", "type"),
    "a film": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(40), "type"),
    "a sound": (lambda: b"ID3\x03" + bytes(40), "type"),
    "any packed files": (lambda: packed_with([], _zip(("a.txt", b"a"))), "type"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
    "a picture by its beginning alone": (lambda: b"\xff\xd8\xff\xe0" + b"<script>" * 9, "broken"),
    "a PNG by its beginning alone": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "broken"),
    "a picture cut short": (lambda: jpeg((800, 600))[:900], "broken"),
    "a HEIC by its beginning alone": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(90), "broken"),
    "a PDF by its beginning alone": (lambda: b"%PDF-1.7 nothing", "broken"),
    "a PDF with far too many pages": (lambda: pdf(MOST_PAGES + 1), "too_many_pages"),
    "a picture that becomes huge": (_huge_picture, "too_many_pixels"),
    "a Word file cut short": (lambda: letter()[:2000], "broken"),
    "a Word file with a macro": (lambda: packed_with([("word/vbaProject.bin", b"x")]), "macros"),
    "a Word file that is named for macros": (
        lambda: packed_with(
            [("[Content_Types].xml", b"<Types>application/vnd.ms-word.macroEnabled</Types>")]
        ),
        "macros",
    ),
    "a Word file that fetches": (lambda: packed_with([("word/_rels/settings.xml.rels", _FETCH)]), "fetches"),
    **_ACTING,
    "a Word file with a password inside": (_locked_member, "locked"),
    "a Word file that becomes huge": (
        lambda: packed_with([("word/big.xml", bytes(30_000_000))]),
        "unpacks_too_large",
    ),
    "Word and Excel at once": (lambda: packed_with([("xl/workbook.xml", b"<a/>")]), "type"),
}


def _zip(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        for name, part in parts:
            folder.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_says_why(what: str) -> None:
    make, why = REFUSED[what]
    head, copy = looked_at(make())

    assert head.refused == why
    assert copy == b""


def test_a_pdf_with_a_password_is_not_taken() -> None:
    assert looked_at(_locked_pdf())[0].refused == "locked"


def _locked_pdf() -> bytes:
    """Named as encrypted by a method that asks for a password nobody gave."""
    lock = b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>" % (b"41" * 32, b"42" * 32)
    whole = bytearray(pdf(1))
    at = whole.rindex(b"trailer")
    start = whole.index(b"<<", at) + 2
    whole[start:start] = b"/Encrypt " + lock + b"/ID[<4143><4143>]"
    return bytes(whole)


# --- safe copies ---


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_nothing_hidden_comes_out_in_a_safe_copy(kind: str) -> None:
    content = EVERY_KIND[kind]()
    head, copy = looked_at(content)

    assert (head.type, head.copy, head.refused) == (kind, "made", "")
    whole = b"".join([copy, *_parts(copy)])
    for way in (*_WAYS, b"python-docx", b"openpyxl"):
        assert way not in whole
    if kind != "text":
        assert any(way in part for part in [content, *_parts(content)] for way in _WAYS)  # it was there
    assert copy
    assert {LeftOut.of(each) for each in head.left_out}
    assert FileType.of(head.copy_type)
    assert Copy.of(head.copy) is Copy.MADE


_WAYS = (HIDDEN.encode(), HIDDEN.encode("utf-16-le"), HIDDEN.encode("utf-16-be"))


def _parts(content: bytes) -> list[bytes]:
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return [folder.read(name) for name in folder.namelist()]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_same_file_gives_the_same_copy_on_any_day(kind: str) -> None:
    content = EVERY_KIND[kind]()

    assert looked_at(content)[1] == looked_at(content)[1]
    with_days = [each for each in _members(looked_at(content)[1]) if each.date_time[0] != 1980]
    assert not with_days


def _members(content: bytes) -> list[zipfile.ZipInfo]:
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return folder.infolist()


def test_a_picture_is_upright_and_bare() -> None:
    with Image.open(io.BytesIO(looked_at(jpeg())[1])) as copy:
        assert copy.size == (40, 64)
        assert not copy.getexif()
        assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        green = copy.getchannel("G").getpixel((20, 60))
        assert isinstance(green, int)
        assert green > 200  # what was on the right is at the foot now
    with Image.open(io.BytesIO(looked_at(png())[1])) as copy:
        assert not copy.info


def test_a_heic_picture_becomes_one_that_every_device_shows() -> None:
    head, copy = looked_at(EVERY_KIND["heic"]())

    assert head.copy_type == "jpeg"
    assert copy.startswith(b"\xff\xd8\xff")


def test_a_large_picture_is_made_smaller_and_that_is_said() -> None:
    made = io.BytesIO()
    dots((6000, 300)).save(made, "PNG")
    head, copy = looked_at(made.getvalue())

    assert "smaller" in head.left_out
    with Image.open(io.BytesIO(copy)) as smaller:
        assert smaller.size == (4096, 205)


def test_a_paper_is_pictures_of_its_pages_and_each_can_be_shown_alone() -> None:
    head, copy = looked_at(pdf(3))

    assert "not_words" in head.left_out
    assert len(head.pages) == 3
    for first, length in head.pages:
        with Image.open(io.BytesIO(copy[first : first + length])) as page:
            assert page.format == "JPEG"
    assert looked_at(copy)[0].type == "pdf"  # and it is a sound paper itself
    assert len(looked_at(copy)[0].pages) == 3


def test_a_long_paper_is_taken_without_a_copy() -> None:
    head, copy = looked_at(pdf(MOST_PAGES_COPIED + 1))

    assert (head.refused, head.copy, copy) == ("", "too_long", b"")


def test_a_letter_keeps_its_words_headings_and_tables() -> None:
    head, copy = looked_at(letter())
    made = docx.Document(io.BytesIO(copy))

    assert [each.text for each in made.paragraphs[:2]] == [SHOWN, "kept and put in"]
    assert made.paragraphs[0].style is not None
    assert made.paragraphs[0].style.name == "Heading 1"
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["left", "right"]
    assert made.core_properties.author == ""
    assert {"pictures", "changes", "hidden_text", "beside_text"} <= set(head.left_out)


def test_a_table_keeps_the_values_that_can_be_seen() -> None:
    head, copy = looked_at(table())
    made = openpyxl.load_workbook(io.BytesIO(copy))

    assert made.sheetnames == ["Sheet"]
    rows = [[cell.value for cell in row] for row in made.worksheets[0].iter_rows()]
    assert rows == [[SHOWN, 3], [None, "end"]]
    assert {"hidden_cells", "formulas"} <= set(head.left_out)


def test_a_text_loses_the_signs_that_cannot_be_seen() -> None:
    assert looked_at(text())[1].decode() == f"{SHOWN}\nturned"


# --- the process ---

_RUN = [sys.executable, "-I", "-B", "-c"]
_BEFORE = "from yarrow.files.converting.limits import give_up_all_but_pipes as g; ok = g(); "
_ATTEMPTS = {
    "write a file": "open('/tmp/yarrow-spill', 'wb').write(b'x' * 9)",
    "read the service's secrets": "open('/etc/passwd').read()",
    "list a folder": "import os; os.listdir('/')",
    "hold much memory": "b'x' * (3 * 1024 ** 3)",
    "ring somebody up": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
}


@pytest.mark.parametrize("what", _ATTEMPTS)
def test_the_process_that_looks_at_files_can_do_nothing_else(what: str) -> None:
    refused = "except (OSError, MemoryError): print('no', ok)"
    tried = f"import socket; {_BEFORE}\ntry:\n  {_ATTEMPTS[what]}\n{refused}"
    done = subprocess.run([*_RUN, tried], capture_output=True, env={}, cwd="/", check=False)
    has_landlock = b"True" in done.stdout

    assert not os.path.exists("/tmp/yarrow-spill")  # noqa: PTH110, S108  # the very place
    if has_landlock or what in {"write a file", "hold much memory"}:
        assert done.stdout.startswith(b"no"), done.stderr


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_it_answers_with_no_environment_and_no_folder_of_its_own(kind: str) -> None:
    content = EVERY_KIND[kind]()
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-m", "yarrow.files.converting", hint_of(content[:HINT_BYTES])],
        input=content,
        capture_output=True,
        env={},
        cwd="/",
        check=True,
    )
    head, _, copy = done.stdout.partition(b"\n")

    assert Head.from_line(head).copy_size == len(copy) > 0


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"nonsense",
        b'{"unknown": 1}',
        b'{"copy_size": -1}',
        b'{"copy_size": "9"}',
        b'{"type": 3}',
        b'{"copy_size": 9, "pages": [[5, 5]]}',
        b'{"copy_size": 9, "pages": [[-1, 5]]}',
        b'{"copy_size": 9, "pages": [[1]]}',
        b'{"left_out": [1]}',
    ],
)
def test_an_answer_that_is_none_is_not_believed(line: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        Head.from_line(line)
