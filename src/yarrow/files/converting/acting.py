"""Whether a PDF does something by itself when it is opened.

Judged twice: as its bytes stand, also inside objects packed in the usual way, and as pdfium reads it and
would write it out again, with nothing packed and nothing encrypted. So it is seen through however its
objects are packed; what pdfium cannot read at all is not taken.
"""

import re
import zlib

import pypdfium2 as pdfium

from .answer import NotTaken
from .in_memory import as_bytes

_MOST_UNPACKED = 64 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BEGINS, _LOOKED_AT = re.compile(rb"stream\r?\n"), 512
_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")
"""How packed objects begin, whatever the dictionary before them calls them: a number and a place."""

_LONG = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|ImportData|SubmitForm|RichMedia)\b")
_SHORT = re.compile(rb"/(?:JS|AA)\b")
"""So short that packed pictures have them by chance: looked for outside of what is packed."""

_AT_OPENING = re.compile(rb"/OpenAction\b(?!\s*\[)")
"""An action, or where one is found; a list only says which page to show first."""


def judge_paper(content: bytes, paper: pdfium.PdfDocument) -> None:
    """Raise NotTaken for a paper that runs or fetches something, or that has files inside."""
    if pdfium.raw.FPDFDoc_GetAttachmentCount(paper) or pdfium.raw.FPDFDoc_GetJavaScriptActionCount(paper):
        raise NotTaken("acts")
    objects = [*_unpacked(content), written_out(paper)]
    for part in map(_plain, (content, *objects)):
        if _LONG.search(part) or _AT_OPENING.search(part):
            raise NotTaken("acts")
    if any(_SHORT.search(_plain(_STREAM.sub(b"", part))) for part in (content, *objects)):
        raise NotTaken("acts")


def written_out(paper: pdfium.PdfDocument) -> bytes:
    """The paper as pdfium writes it: each object by itself, in the clear. Raises NotTaken."""
    try:
        return as_bytes(paper, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
    except pdfium.PdfiumError:
        raise NotTaken("broken") from None


def _plain(part: bytes) -> bytes:
    """Names as they are meant: ``/J#53`` is ``/JS``."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _unpacked(content: bytes) -> list[bytes]:
    """Objects that lie packed in streams of their own."""
    found, left, whole = [], _MOST_UNPACKED, memoryview(content)
    for each in _BEGINS.finditer(content):
        if not _OBJECTS.match(_inflated(whole[each.end() : each.end() + _LOOKED_AT], _LOOKED_AT)):
            continue
        part = _inflated(whole[each.end() :], left)
        found.append(part)
        left -= len(part)
        if left <= 0:
            raise NotTaken("unpacks_too_large")
    return found


def _inflated(packed: memoryview, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
