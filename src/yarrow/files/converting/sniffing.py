"""What a file is, by what it holds. Its name is never asked."""

from .answer import NotTaken
from .zipped import office_type

JPEG, PNG, HEIC, PDF, DOCX, XLSX, TEXT = "jpeg", "png", "heic", "pdf", "docx", "xlsx", "text"

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_PNG, _PACKED = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
_BEGINS = {JPEG: b"\xff\xd8\xff", PNG: _PNG, PDF: b"%PDF-", DOCX: _PACKED}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HINT_BYTES = 12
_LOOKED_AT = 4096
_DISGUISES = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"{\\rtf", b"%!ps", b"#!", b"<script")
"""Beginnings of text that some program would run or draw."""

_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20)])
"""The same single bytes in both encodings below."""


def hint_of(start: bytes) -> str:
    """What to get ready for, from the first dozen bytes alone; ``type_of`` decides."""
    for kind, begins in _BEGINS.items():
        if start.startswith(begins):
            return kind
    return HEIC if start[4:8] == b"ftyp" else TEXT


def type_of(content: bytes) -> str:
    """One of the types above; raises NotTaken for everything else."""
    if not content:
        raise NotTaken("empty")
    hint = hint_of(content[:HINT_BYTES])
    if hint in {JPEG, PNG, PDF}:
        return hint
    if hint == HEIC and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if hint == DOCX:
        return office_type(content)
    if content.startswith(_OLD_OFFICE):
        raise NotTaken("old_office")  # also what a Word file with a password looks like
    return _text_or_nothing(content)


def _text_or_nothing(content: bytes) -> str:
    start = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_DISGUISES) or words_in(content) is None:
        raise NotTaken("type")
    return TEXT


def words_in(content: bytes) -> str | None:
    """Plain text as words; None where it is no text in UTF-8 or in what Windows writes."""
    if len(content.translate(None, _CONTROL)) < len(content):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
