"""How many pages a stopped paper has, and one of them as a picture: a program of its own.

Whoever looks at it with their own eyes looks at what nobody could read through, so it is drawn where a fault
of the library finds nothing (``apart``). ``python -I -m yarrow.outgoing.extracting.picturing``.
"""

import io
import sys

import pypdfium2 as pdfium
from PIL import Image

from yarrow.files.converting.in_memory import as_bytes
from yarrow.files.converting.limits import give_up_all_but_pipes

from . import PDF
from .wire import from_parent

MOST_PAGES = 60
CPU_SECONDS = 12
MEMORY_BYTES = 1024 * 1024 * 1024
_SCALE = 110 / 72
_LONGEST = 2000
_QUALITY = 75


def drawn(kind: str, number: int, body: bytes) -> tuple[int, bytes]:
    """How many pages there are, and page ``number`` (from 1) as a JPEG; nothing for page 0."""
    if kind != PDF:
        return 1, _jpeg(Image.open(io.BytesIO(body))) if number else b""
    with pdfium.PdfDocument(body) as paper:
        count = min(len(paper), MOST_PAGES)
        return count, _jpeg(_page(paper, number)) if 1 <= number <= count else b""


def _page(paper: pdfium.PdfDocument, number: int) -> Image.Image:
    page = paper[number - 1]
    scale = min(_SCALE, _LONGEST / max(*page.get_size(), 1))
    made: Image.Image = page.render(scale=scale).to_pil()
    return made


def _jpeg(picture: Image.Image) -> bytes:
    plain = picture.convert("RGB")
    plain.thumbnail((_LONGEST, _LONGEST))
    return as_bytes(plain, "JPEG", quality=_QUALITY)


def _warm_up() -> None:
    """One blank page and one picture of each kind, before files are barred."""
    with pdfium.PdfDocument.new() as paper:
        paper.new_page(20, 20)
        _jpeg(_page(paper, 1))
    for kind in ("PNG", "JPEG"):
        example = as_bytes(Image.new("RGB", (9, 9)), kind)
        _jpeg(Image.open(io.BytesIO(example)))


def main() -> None:
    """The name of the paper is not sent: the number of the page stands in its place."""
    paper = from_parent(sys.stdin.buffer.readline(), sys.stdin.buffer.read())
    _warm_up()
    give_up_all_but_pipes(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    count, picture = drawn(sys.argv[1], int(paper.file_name), paper.body)
    sys.stdout.buffer.write(b"%d\n" % count + picture)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
