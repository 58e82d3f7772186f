"""T09: of forty files and more, no field of metadata is left in the safe copy.

Not one word alone is looked for: every segment, chunk, key, part and property that a copy has is listed, and
none may be there that is not needed to show the thing. Read by the formats' own rules: there is no exiftool.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from yarrow.files.converting.__main__ import looked_at

from .forty import SAMPLES
from .making import HIDDEN

pytestmark = pytest.mark.once

_JPEG = {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0}
_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PDF_ROOT = {"/Type", "/Pages"}
_PDF_PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Contents", "/Resources", "/Rotate"}
_SAYS = re.compile(r"rsid|author|\bdate\b|userId|docId", re.IGNORECASE)


def residue(kind: str, copy: bytes) -> list[str]:
    """Every field that says something and is not needed to show what the copy shows."""
    return [*_LEFT[kind](copy)]


def _of_jpeg(copy: bytes) -> Iterator[str]:
    at = 2
    while copy[at] == 0xFF and copy[at + 1] != 0xDA:
        marker, size = copy[at + 1], int.from_bytes(copy[at + 2 : at + 4], "big")
        if marker not in _JPEG or (marker == 0xE0 and copy[at + 4 : at + 9] != b"JFIF\x00"):
            yield f"segment {marker:x}"
        at += 2 + size
    if not copy.endswith(b"\xff\xd9") or copy.count(b"\xff\xd9", at) != 1:
        yield "behind its end"


def _of_png(copy: bytes) -> Iterator[str]:
    at = 8
    while at < len(copy):
        size, kind = int.from_bytes(copy[at : at + 4], "big"), copy[at + 4 : at + 8]
        if kind not in _PNG:
            yield f"chunk {kind!r}"
        at += 12 + size
    if at != len(copy):
        yield "behind its end"


def _of_pdf(copy: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        yield from (f"info {name}" for name in dict(pdf.trailer.get("/Info", {})))
        yield from (f"root {name}" for name in set(pdf.Root.keys()) - _PDF_ROOT)
        for page in pdf.pages:
            yield from (f"page {name}" for name in set(page.obj.keys()) - _PDF_PAGE)


def _of_office(copy: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(copy)) as folder:
        for each in folder.infolist():
            part = folder.read(each.filename)
            if each.filename.startswith("docProps/") and each.filename.endswith((".xml", ".rels")):
                yield from (f"{each.filename} {tag}" for tag in _filled(part))
            elif each.filename.startswith(("docProps/", "customXml/")) or "comment" in each.filename.lower():
                yield each.filename
            elif each.filename.endswith(".xml"):
                yield from (f"{each.filename} {name}" for name in _attributes(part) if _SAYS.search(name))
            if each.date_time[0] != 1980 or each.comment or each.extra:
                yield f"{each.filename}: {each.date_time}"


def _filled(part: bytes) -> Iterator[str]:
    for each in ET.fromstring(part).iter():  # noqa: S314  # a copy of ours
        if (each.text or "").strip():
            yield f"{each.tag.rsplit('}', 1)[-1]}={each.text}"


def _attributes(part: bytes) -> Iterator[str]:
    for each in ET.fromstring(part).iter():  # noqa: S314  # a copy of ours
        yield from (name.rsplit("}", 1)[-1] for name in each.attrib)


_LEFT = {"jpeg": _of_jpeg, "png": _of_png, "pdf": _of_pdf, "docx": _of_office, "xlsx": _of_office}


def test_there_are_forty_and_each_hides_something() -> None:
    assert len(SAMPLES) >= 40
    assert {name.partition(":")[0] for name in SAMPLES} == {"jpeg", "png", "heic", "pdf", "docx", "xlsx"}
    assert len({make() for make in SAMPLES.values()}) == len(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_field_of_metadata_is_left(name: str) -> None:
    head, copy = looked_at(SAMPLES[name]())

    assert (head.refused, head.copy) == ("", "made"), head.refused
    assert residue(head.copy_type, copy) == []
    for way in (HIDDEN.encode(), HIDDEN.encode("utf-16-le"), HIDDEN.encode("utf-16-be")):
        assert way not in copy


@pytest.mark.parametrize(
    "name",
    [each for each in SAMPLES if each.partition(":")[0] in {"jpeg", "png", "pdf"}]
    + ["docx: author and days", "docx: a comment", "xlsx: author and days", "xlsx: a note"],
)
def test_the_list_of_what_is_left_finds_it_in_the_original(name: str) -> None:
    assert residue(name.partition(":")[0], SAMPLES[name]())
