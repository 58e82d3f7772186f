"""Pictures: only what can be seen is kept. Where, when and with what it was taken is not."""

import io
import warnings

from PIL import Image, ImageOps, MpoImagePlugin, UnidentifiedImageError

from .answer import Made, NotTaken
from .in_memory import as_bytes
from .sniffing import HEIC, JPEG, PNG

MOST_PIXELS = 80_000_000
"""A large telephone picture has 50 million; 80 million take a quarter of a gigabyte."""

LONGEST_SIDE = 4096
_QUALITY = 88
_FORMATS = {JPEG: ["JPEG", MpoImagePlugin.MpoImageFile.format], PNG: ["PNG"], HEIC: ["HEIF"]}

Image.preinit()  # these parts of the library are read now: later this process can open no file
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def heic_copy(content: bytes) -> Made:
    """A picture of a newer telephone, as one that every device shows; raises NotTaken."""
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    return picture_copy(content, HEIC)


def picture_copy(content: bytes, kind: str) -> Made:
    """The picture drawn anew, upright, without anything beside it; raises NotTaken."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS[kind]) as opened:
            many = getattr(opened, "n_frames", 1) > 1
            upright = ImageOps.exif_transpose(opened)
            return _drawn_anew(upright, kind, many=many)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotTaken("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NotTaken("broken") from None


def _drawn_anew(opened: Image.Image, kind: str, *, many: bool) -> Made:
    left_out = ["hidden_in_picture"]
    if max(opened.size) > LONGEST_SIDE:
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        left_out.append("smaller")
    if many:
        left_out.append("other_pictures")
    pixels = opened.convert("RGBA" if kind == PNG and opened.has_transparency_data else "RGB")
    # From bytes: a converted picture takes what is written beside the pixels with it (``info``).
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    if kind == PNG:
        return Made(PNG, as_bytes(bare, "PNG", compress_level=4), tuple(left_out))
    return Made(JPEG, as_bytes(bare, "JPEG", quality=_QUALITY), tuple(left_out))
