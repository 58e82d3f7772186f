"""PDF: every page is drawn, and the drawings are bound to a new paper. Nothing else comes with them.

What was written under a black bar, in another layer, in a comment, in the margin for the printer or in
a form's script is gone. So are the words as words: the copy can be neither searched nor read aloud.
"""

from collections.abc import Sequence

import pypdfium2 as pdfium

from .acting import judge_paper
from .answer import Made, NoCopy, NotTaken
from .in_memory import as_bytes
from .sniffing import PDF

MOST_PAGES = 300
MOST_PAGES_COPIED = 60
MOST_COPY_BYTES = 40 * 1024 * 1024
_DOTS_PER_POINT = 140 / 72
_LONGEST_SIDE = 2200
_QUALITY = 78

Drawn = tuple[bytes, tuple[int, int], tuple[float, float]]
"""A page: its JPEG, its size in dots, its size in points."""


def paper_copy(content: bytes) -> Made:
    """The paper as pictures of its pages; raises NotTaken, and NoCopy where it is only too long."""
    paper = _opened(content)
    with paper:
        judge_paper(content, paper)
        count = len(paper)
        if count < 1:
            raise NotTaken("broken")
        if count > MOST_PAGES:
            raise NotTaken("too_many_pages")
        if count > MOST_PAGES_COPIED:
            raise NoCopy("too_long")
        made, pages = bound(_drawn_pages(paper, count))
    return Made(PDF, made, ("not_words", "hidden_in_paper"), pages)


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
        raise NotTaken("locked" if locked else "broken") from None


def _drawn_pages(paper: pdfium.PdfDocument, count: int) -> list[Drawn]:
    drawn, size = [], 0
    for number in range(count):
        try:
            page = paper[number]
            width, height = page.get_size()
            scale = min(_DOTS_PER_POINT, _LONGEST_SIDE / max(width, height, 1))
            picture = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
        except pdfium.PdfiumError:
            raise NotTaken("broken") from None
        drawn.append((as_bytes(picture, "JPEG", quality=_QUALITY), picture.size, (width, height)))
        size += len(drawn[-1][0])
        if size > MOST_COPY_BYTES:
            raise NoCopy("too_long")
    return drawn


def bound(drawn: Sequence[Drawn]) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """A PDF of pictures, one a page, the same bytes for the same pictures; and where each picture lies.

    Our own few lines: a library would write its name, the hour and an id of its own.
    """
    paper, places, pages = bytearray(b"%PDF-1.7\n"), [], []
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(drawn)))
    heads = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(drawn)}>>".encode()]
    for number, head in enumerate(heads, start=1):
        places.append(len(paper))
        paper += b"%d 0 obj\n%b\nendobj\n" % (number, head)
    for number, (picture, dots, points) in enumerate(drawn):
        first = 3 + 3 * number
        for offset, (head, stream) in enumerate(_page(first, picture, dots, points)):
            places.append(len(paper))
            paper += b"%d 0 obj\n%b\n" % (first + offset, head)
            if stream is not None:
                paper += b"stream\n"
                if stream is picture:
                    pages.append((len(paper), len(picture)))
                paper += stream + b"\nendstream\n"
            paper += b"endobj\n"
    table = len(paper)
    paper += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    paper += b"".join(b"%010d 00000 n \n" % place for place in places)
    paper += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return bytes(paper), tuple(pages)


def _page(
    first: int, picture: bytes, dots: tuple[int, int], points: tuple[float, float]
) -> tuple[tuple[bytes, bytes | None], ...]:
    width, height = points
    drawing = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
        f"/Resources<</XObject<</P {first + 2} 0 R>>>>/Contents {first + 1} 0 R>>"
    )
    image = (
        f"<</Type/XObject/Subtype/Image/Width {dots[0]}/Height {dots[1]}/ColorSpace/DeviceRGB"
        f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(picture)}>>"
    )
    return (page.encode(), None), (f"<</Length {len(drawing)}>>".encode(), drawing), (image.encode(), picture)
