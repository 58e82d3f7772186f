"""A stopped paper as pictures of its pages: for who must look at it with their own eyes."""

import io

import pypdfium2 as pdfium
from PIL import Image

from .content import Why
from .queries import Opened

MOST_PAGES = 60
_SCALE = 110 / 72
_LONGEST = 2000
_QUALITY = 75
_PDF = "application/pdf"
_SEEN = ("image/png", "image/jpeg")


def count_of_pages(opened: Opened) -> int:
    """How many pages can be shown; none unless there are pictures in it that nobody has read."""
    artefact = opened.artefact
    if artefact is None or Why.BLIND not in opened.why:
        return 0
    if artefact.media_type in _SEEN:
        return 1
    if artefact.media_type != _PDF:
        return 0
    with pdfium.PdfDocument(artefact.body) as paper:
        return min(len(paper), MOST_PAGES)


def picture_of(opened: Opened, number: int) -> bytes:
    """One page as a JPEG."""
    artefact = opened.artefact
    if artefact is None:
        raise ValueError("nothing of it is kept")
    if artefact.media_type in _SEEN:
        picture = Image.open(io.BytesIO(artefact.body)).convert("RGB")
    else:
        with pdfium.PdfDocument(artefact.body) as paper:
            page = paper[number - 1]
            scale = min(_SCALE, _LONGEST / max(*page.get_size(), 1))
            picture = page.render(scale=scale).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.thumbnail((_LONGEST, _LONGEST))
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
