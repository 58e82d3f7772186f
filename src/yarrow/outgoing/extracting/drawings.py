"""Drawings of a PDF that stand on no page by themselves: of comments and stamps, and pages taken out.

They are put on pages of a paper made for the purpose, so that pdfium reads their letters as it reads
those of any page. What is a drawing and cannot be put on a page is refused.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from .found import Unreadable

MOST_DRAWINGS = 300
_PROGRAMS = frozenset(
    {
        "/FontFile",
        "/FontFile2",
        "/FontFile3",
        "/ToUnicode",
        "/CIDSet",
        "/CIDToGIDMap",
        "/Contents",
        "/Encoding",
    }
)
"""Streams that are known by the name under which something else points at them."""
_KNOWN_TYPES = frozenset({"/XRef", "/ObjStm", "/Metadata", "/EmbeddedFile", "/CMap", "/XObject"})
_KNOWN_SUBTYPES = frozenset({"/Image", "/Form", "/XML", "/Type1C", "/CIDFontType0C", "/OpenType"})


def drawings_as_pages(paper: pikepdf.Pdf) -> bytes | None:
    """A paper with one page for each such drawing; None where there is none. Raises ``Unreadable``."""
    on_pages = {page.obj.objgen for page in paper.pages}
    lost = [
        each
        for each in _dictionaries(paper)
        if each.get("/Type") == Name.Page and each.objgen not in on_pages
    ]
    forms = [each for each in paper.objects if isinstance(each, pikepdf.Stream) and _is_form(each)]
    if not lost and not forms:
        return None
    if lost or len(forms) > MOST_DRAWINGS:
        raise Unreadable  # a page that was taken out and is still in the file
    with pikepdf.new() as made:
        for form in forms:
            page = made.add_blank_page(page_size=(2000, 2000))
            page.Resources = Dictionary(XObject=Dictionary(D=made.copy_foreign(form)))
            page.Contents = made.make_stream(b"q 1 0 0 1 500 500 cm /D Do Q")
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def refuse_what_hangs_nowhere(paper: pikepdf.Pdf) -> None:
    """Raise ``Unreadable`` for a stream of which nobody knows what it is for, and for drawn letters."""
    pointed_at = {where for each in _dictionaries(paper) for where in _programs_of(each)}
    for each in paper.objects:
        if not isinstance(each, pikepdf.Stream) or each.objgen in pointed_at:
            continue
        if "/PatternType" in each or not _is_known(each):
            raise Unreadable
    if any(each.get("/Subtype") == Name.Type3 for each in _dictionaries(paper)):
        raise Unreadable  # letters that are drawings: nobody knows which they are


def _is_known(stream: pikepdf.Stream) -> bool:
    kind, sub = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    is_colour = "/N" in stream and "/Filter" in stream and not kind and not sub
    return kind in _KNOWN_TYPES or sub in _KNOWN_SUBTYPES or is_colour or "/FunctionType" in stream


def _is_form(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") == Name.Form


def _dictionaries(paper: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for each in paper.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each


def _programs_of(thing: pikepdf.Object) -> Iterator[tuple[int, int]]:
    for name in _PROGRAMS:
        value = thing.get(name)
        for each in value if isinstance(value, Array) else (value,):
            if isinstance(each, pikepdf.Stream):
                yield each.objgen
