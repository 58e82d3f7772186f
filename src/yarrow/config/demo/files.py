"""One invented picture, drawn here: a house, two trees and a sun, on a screen photographed at home."""

from PIL import Image, ImageDraw

from yarrow.config.families import Family
from yarrow.config.ready.documents import in_pieces, keep_looked_at
from yarrow.files.converting.in_memory import as_bytes
from yarrow.files.converting.pictures import picture_copy
from yarrow.files.looking import LookedAt
from yarrow.gate.facts.files import Copy, FileType, LeftOut

_SIZE = (640, 420)
_SKY, _GRASS, _WALL, _ROOF, _SUN = "#dfeefb", "#a9cf8f", "#e8c9a0", "#a8553a", "#f3c73c"
_MAKER, _PLACE, _LATITUDE = 0x010F, 0x8825, 2


def a_drawing(family: Family) -> None:
    """The child's drawing lies in the child's room; where it was photographed stays in the original."""
    content = _photographed()
    made = picture_copy(content, FileType.JPEG.value)
    looked = LookedAt(
        type=FileType.JPEG,
        copy=Copy.MADE,
        left_out=tuple(LeftOut.of(each) for each in made.left_out),
        copy_type=FileType.JPEG,
        copy_pieces=in_pieces(family, "child", made.content),
    )
    named = ("IMG_0412.JPG", "She drew it after the talk and said: keep it here, please.")
    keep_looked_at(family, "child", named, in_pieces(family, "child", content), looked)


def _photographed() -> bytes:
    """With what a telephone writes beside a picture; the place is the middle of the Irish Sea."""
    beside = Image.Exif()
    beside[_MAKER] = "A telephone"
    beside.get_ifd(_PLACE)[_LATITUDE] = (53.0, 30.0, 0.0)
    return as_bytes(_drawn(), "JPEG", quality=80, exif=beside)


def _drawn() -> Image.Image:
    made = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 300, 640, 420), fill=_GRASS)
    pen.rectangle((230, 190, 420, 330), fill=_WALL)
    pen.polygon(((210, 190), (325, 100), (440, 190)), fill=_ROOF)
    pen.rectangle((300, 250, 345, 330), fill=_ROOF)
    pen.ellipse((520, 40, 600, 120), fill=_SUN)
    for left in (70, 480):
        pen.rectangle((left + 30, 250, left + 44, 330), fill="#7a5a3c")
        pen.ellipse((left, 170, left + 75, 265), fill="#6e9c55")
    return made
