"""Papers that are made to use up time and memory."""

import io
import zipfile
import zlib

import pikepdf

_MANY = 400_000_000
"""Bytes, of which a few hundred thousand are left when they are packed."""


def packed_bomb() -> bytes:
    """A letter in Word that unpacks to more than a machine has; its size lies about it nowhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        folder.writestr("word/document.xml", b" " * (_MANY // 4))
    return out.getvalue()


def endless_pdf() -> bytes:
    """A page with more drawing commands than anybody waits for."""
    return _with_page(b"q 1 0 0 1 0 0 cm Q " * (_MANY // 19))


def swollen_pdf() -> bytes:
    """Words about a paper that unpack, layer by layer, to more than there is memory."""
    packing, zeros = zlib.compressobj(1), bytes(10_000_000)
    once = b"".join([*(packing.compress(zeros) for _ in range(150)), packing.flush()])
    packed = zlib.compress(once)
    with pikepdf.new() as made:
        made.add_blank_page()
        words = pikepdf.Stream(made, packed, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        words.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        made.Root.Metadata = made.make_indirect(words)
        return _saved(made)


def _with_page(commands: bytes) -> bytes:
    with pikepdf.new() as made:
        page = made.add_blank_page()
        page.Contents = pikepdf.Stream(made, zlib.compress(commands), Filter=pikepdf.Name.FlateDecode)
        return _saved(made)


def _saved(made: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    made.save(out, fix_metadata_version=False)
    return out.getvalue()
