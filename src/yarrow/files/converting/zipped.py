"""Word and Excel files are folders packed as one: looked through whole before any part is opened."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from .answer import NotTaken

MOST_MEMBERS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 150
_SMALL = 1024 * 1024
"""Below this a high ratio is only an empty table."""

_ENCRYPTED = 0x1
_MACROS = ("vbaproject.bin", "vbadata.xml")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_PACKED_ONCE_MORE, _GZIP, _LOOKED_AT = b"\x1f\x8b", 31, 64 * 1024
_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def office_type(content: bytes) -> str:
    """Which of the two it is; raises NotTaken for other packed files and for what may do harm."""
    from .fields import judge

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            _is_bounded(folder)
            found = [kind for name, kind in _MAIN.items() if name in folder.namelist()]
            if len(found) != 1 or "[Content_Types].xml" not in folder.namelist():
                raise NotTaken("type")
            for name, part in _parts(folder):
                judge(name, part)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise NotTaken("broken") from None
    except ValueError:
        raise NotTaken("broken") from None
    return found[0]


def _is_bounded(folder: zipfile.ZipFile) -> None:
    members = folder.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
        raise NotTaken("unpacks_too_large")
    for each in members:
        if each.flag_bits & _ENCRYPTED:
            raise NotTaken("locked")
        if each.file_size > _SMALL and each.file_size > MOST_RATIO * max(1, each.compress_size):
            raise NotTaken("unpacks_too_large")
        if each.filename.lower().rsplit("/", 1)[-1] in _MACROS:
            raise NotTaken("macros")


def _parts(folder: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part that is XML by its name or its beginning, no further than the size it names."""
    for each in folder.infolist():
        with folder.open(each) as part:
            content = part.read(each.file_size + 1)
        if len(content) > each.file_size:
            raise NotTaken("unpacks_too_large")
        name = each.filename.lower()
        if name.endswith((".xml", ".rels", ".vml", ".svg")) or _begins_as_xml(content):
            yield name, content
        elif content.startswith(_PACKED_ONCE_MORE) and _begins_as_xml(_start_of(content)):
            raise NotTaken("fetches")  # a drawing that some programs unpack and draw, and we do not look into


def _begins_as_xml(content: bytes) -> bool:
    return content.lstrip(_BEFORE_XML).startswith(b"<")


def _start_of(packed_part: bytes) -> bytes:
    """The beginning of a part that is packed once more; nothing where it only looks so."""
    try:
        return zlib.decompressobj(_GZIP).decompress(packed_part, _LOOKED_AT)
    except zlib.error:
        return b""


def packed_again(content: bytes) -> bytes:
    """The same parts without the day on which they were packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return packed({name: old.read(name) for name in old.namelist()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts packed as one, the same bytes on every day."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            member = zipfile.ZipInfo(name, _ALWAYS)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, part)
    return made.getvalue()
