"""One harmless paper of each kind that may be there, read before the doors close.

Libraries read parts of themselves only when they are first needed. Once files are barred they cannot, and
a good paper would look broken. What was not got ready for is stopped, never passed.
"""

import codecs
from collections.abc import Iterator

from yarrow.files.converting.in_memory import as_bytes

from . import CALENDAR, MAIL, PAGE, PDF, SHEET, WORD, read
from .found import XML, Part

_ENCODINGS = ("ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252")
_MORE_ENCODINGS = ("iso8859-15", "idna", "punycode", "raw_unicode_escape", "unicode_escape")
_HOLDS_OTHERS = {
    PDF: (b"/EmbeddedFile",),
    WORD: (b".xlsx", b".docx"),
    SHEET: (b".xlsx", b".docx"),
    MAIL: (b"application/", b"text/calendar", b"message/"),
}
"""Signs that a paper of another kind lies inside: then every kind is got ready for."""
_HTML = b"<p title='a'>One &amp; two<!-- three --></p>"
_ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:a\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20000101T000000Z\r\n"
    b"DTSTART;TZID=Europe/London:20000101T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n"
    b"ATTENDEE;CN=a:mailto:a@example.org\r\nSUMMARY:one\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_MAIL = (
    b"From: A <a@example.org>\r\nTo: b@example.org\r\nSubject: =?utf-8?q?=C3=B4?=\r\nMIME-Version: 1.0\r\n"
    b"Date: Sat, 01 Jan 2000 00:00:00 +0000\r\nMessage-ID: <a@example.org>\r\n"
    b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=B4\r\n--a\r\n"
    b'Content-Type: text/html; charset="iso-8859-1"\r\nContent-Transfer-Encoding: base64\r\n'
    b'Content-Disposition: attachment; filename="a.html"\r\n\r\nPHA+YTwvcD4=\r\n--a--\r\n'
)
_WRITTEN = {PAGE: (_HTML,), CALENDAR: (_ICS,), MAIL: (_MAIL,), XML: (b"<a b='c'>d</a>",)}
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_LETTER = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>one</w:t></w:r></w:p></w:body></w:document>"
)


def warm_up(media_type: str, body: bytes) -> None:
    """Get ready for this kind, and for what seems to lie inside. ``body`` is searched, not looked into."""
    for name in (*_ENCODINGS, *_MORE_ENCODINGS):
        codecs.lookup(name)
    small = body.lower() if media_type == MAIL else body
    holds_others = any(sign in small for sign in _HOLDS_OTHERS.get(media_type, ()))
    kinds = (PDF, WORD, SHEET, CALENDAR, MAIL, PAGE, XML) if holds_others else (media_type, PAGE, XML)
    for kind in kinds:
        for example in _examples(kind):
            read(Part("a.txt", kind, example))


def _examples(kind: str) -> Iterator[bytes]:
    if kind == PDF:
        yield _paper()
    elif kind == WORD:
        yield _letter()
    elif kind == SHEET:
        yield _book()
    else:
        yield from _WRITTEN.get(kind, ())


def _paper() -> bytes:
    """With letters and a drawing, as the papers of ours have them."""
    import pikepdf

    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        box = pikepdf.Array([0, 0, 10, 10])
        drawing = made.make_stream(
            b"0 0 5 5 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box
        )
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(D=drawing)
        )
        page.Contents = made.make_stream(b"BT /F 12 Tf (one) Tj ET /D Do")
        return as_bytes(made)


def _letter() -> bytes:
    from yarrow.files.converting.zipped import packed

    return packed({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": _LETTER.encode()})


def _book() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("one").append(["one", 1, 1.5])
    return as_bytes(book)
