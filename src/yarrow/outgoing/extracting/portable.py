"""PDF: the words of every page as a reader's program draws them, and every other word in the file.

Two readings, because neither finds all: pdfium knows the letters of each page, and pikepdf every object:
titles, what is read aloud instead of a picture, comments, fields, bookmarks, layers, attachments.
What neither can follow is refused: earlier versions kept in the file, letters without a meaning, objects
that hang nowhere.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from yarrow.door.text import Where

from .drawings import drawings_as_pages, refuse_what_hangs_nowhere
from .found import XML, Found, Inside, Paper, Unreadable
from .stream_words import words_in_content

MOST_PAGES = 300
_AT_LINE_END = re.compile("[\x02\xad\ufffe]\\s*")
"""A hyphen that a program put in at the end of a line."""
_NO_LETTER = re.compile("[\x00\ufffd\ue000-\uf8ff]")
_ALT = frozenset({"/Alt", "/ActualText", "/E", "/TU"})
_METADATA = frozenset(
    {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
)
_STRUCTURE = frozenset(
    {"/Type", "/Subtype", "/Filter", "/S", "/BaseFont", "/FontName", "/Encoding", "/CMapName", "/Registry"}
    | {"/Ordering", "/ProcSet", "/ColorSpace", "/CS", "/Direction", "/ViewerPreferences", "/O", "/F", "/Tabs"}
    | {"/N", "/Intent", "/PageMode", "/PageLayout", "/Trapped", "/H", "/DecodeParms", "/Placement", "/Scope"}
)
"""What stands under these is a word of the format, when it is a name and not a string."""


def read_portable(artefact: Paper, found: Found, inside: Inside) -> None:
    """The whole file; raises for one that is locked, broken, or keeps something that cannot be read."""
    body = artefact.body
    if not body.startswith(b"%PDF-") or body.count(b"startxref") != 1:
        raise Unreadable  # an earlier version of the paper may lie in the same file
    _pages(body, found)
    with pikepdf.open(io.BytesIO(body)) as paper:
        if paper.is_encrypted:
            raise Unreadable
        _objects(paper, found, inside)
        refuse_what_hangs_nowhere(paper)
        drawn = drawings_as_pages(paper)
        for page in paper.pages:
            words_in_content(page, found)
    if drawn is not None:
        _pages(drawn, found)


def _pages(body: bytes, found: Found) -> None:
    with pdfium.PdfDocument(body) as paper:
        count = len(paper)
        if not 1 <= count <= MOST_PAGES:
            raise Unreadable
        every = [_page(paper[number]) for number in range(count)]
    for words in every:
        _keep(words, found)
    _keep("\n".join(every), found)  # a street may end on one page and its number begin the next


def _page(page: pdfium.PdfPage) -> str:
    words = page.get_textpage()
    if any(raw.FPDFText_HasUnicodeMapError(words.raw, at) > 0 for at in range(words.count_chars())):
        raise Unreadable  # a letter that is drawn, and nobody knows which it is
    return str(words.get_text_range())


def _keep(words: str, found: Found) -> None:
    together = _AT_LINE_END.sub("", words)
    if _NO_LETTER.search(together):
        raise Unreadable
    found.add(Where.BODY, together, _AT_LINE_END.sub("-", words))


def _objects(paper: pikepdf.Pdf, found: Found, inside: Inside) -> None:
    for each in paper.objects:
        _walk(each, "", found, paper, depth=0)
        if isinstance(each, pikepdf.Stream):
            _stream(each, found, inside)
    _walk(paper.trailer, "", found, paper, depth=0)


def _walk(thing: object, name: str, found: Found, paper: pikepdf.Pdf, *, depth: int) -> None:
    """Every string of every object, under whatever name; objects elsewhere are come to by themselves."""
    if depth > 50:  # noqa: PLR2004
        raise Unreadable
    if isinstance(thing, pikepdf.String):
        where = Where.ALT if name in _ALT else Where.METADATA if name in _METADATA else Where.LAYER
        found.add(where, str(thing))
    elif isinstance(thing, pikepdf.Name):
        if name not in _STRUCTURE:
            found.add(Where.LAYER, str(thing)[1:])
    else:
        for inner, value in _inside_of(thing):
            if isinstance(value, pikepdf.Object) and value.is_indirect and depth:
                continue
            _walk(value, inner or name, found, paper, depth=depth + 1)


def _inside_of(thing: object) -> Iterator[tuple[str, object]]:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        source = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        yield from source.items()
    elif isinstance(thing, pikepdf.Array):
        yield from (("", each) for each in thing)


def _stream(stream: pikepdf.Stream, found: Found, inside: Inside) -> None:
    kind, sub = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if sub == "/Image":
        found.has_pictures = True
    elif kind == "/EmbeddedFile":
        inside("", _type_of(stream), stream.read_bytes())
    elif kind == "/Metadata" or sub == "/XML":
        inside("", XML, stream.read_bytes())
    elif sub == "/Form":
        words_in_content(stream, found)


def _type_of(stream: pikepdf.Stream) -> str:
    """What an attachment is by its first bytes and by what it says; else nobody knows it."""
    body = stream.read_bytes()
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    said = str(stream.get("/Subtype", "/text/plain"))[1:]
    return said.replace("#2F", "/")
