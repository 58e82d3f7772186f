"""Office files that fetch something by no relation and no field, and papers packed otherwise."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable

import openpyxl

from .making import packed_with

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'


def table_with(formula: str) -> bytes:
    """A table with one formula, and beside it a value that looks like one."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    sheet["A1"] = formula
    sheet["A2"].value, sheet["A2"].data_type = "=WEBSERVICE(1)", "s"
    made.save(out)
    return out.getvalue()


def table_with_part(name: str, words: str) -> bytes:
    """A table with one more part."""
    out = io.BytesIO(table_with("=1+1"))
    with zipfile.ZipFile(out, "a") as folder:
        folder.writestr(name, words)
    return out.getvalue()


def _letter(name: str, words: str) -> Callable[[], bytes]:
    return lambda: packed_with([(name, words.encode())])


def _drawing(inside: str) -> Callable[[], bytes]:
    return _letter("word/vmlDrawing1.vml", f"<xml {_VML}>{inside}</xml>")


def _picture(inside: str) -> Callable[[], bytes]:
    return _letter("word/media/image9.svg", f"<svg {_SVG}>{inside}</svg>")


def _table(formula: str) -> Callable[[], bytes]:
    return lambda: table_with(formula)


def _types(kind: str) -> Callable[[], bytes]:
    return lambda: packed_with([("[Content_Types].xml", f"<Types><Override a='{kind}'/></Types>".encode())])


FETCHING: dict[str, tuple[Callable[[], bytes], str]] = {
    "a formula that asks a web page": (_table('=WEBSERVICE("http://example.org")'), "fetches"),
    "the same as Excel writes it": (_table('=_xlfn.WEBSERVICE ("http://example.org")'), "fetches"),
    "the same inside another": (_table('=IF(1,webservice("http://"&A2),"")'), "fetches"),
    "a formula that shows a picture from elsewhere": (_table('=_xlfn.IMAGE("https://x.org/a")'), "fetches"),
    "a formula that runs a program": (_table("=cmd|'/c calc'!A0"), "fetches"),
    "a formula that calls a library": (_table('=CALL("urlmon","URLDownloadToFileA","JJCCJJ")'), "fetches"),
    "a formula for live figures": (_table('=RTD("x.y",,"z")'), "fetches"),
    "a name that asks a web page": (
        lambda: table_with_part("xl/names.xml", "<w><definedName n='a'>WEB&#83;ERVICE(A1)</definedName></w>"),
        "fetches",
    ),
    "a rule of colours that asks a web page": (
        lambda: table_with_part("xl/more.xml", "<w><x:formula xmlns:x='u'>IMAGE(A1)</x:formula></w>"),
        "fetches",
    ),
    "a table with a connection": (_types("application/x.connections+xml"), "fetches"),
    "a table of old macros": (_types("application/vnd.ms-excel.macrosheet+xml"), "macros"),
    "a drawing with a picture from elsewhere": (
        _drawing('<v:shape><v:imagedata src="&#104;ttp://example.org/a.png"/></v:shape>'),
        "fetches",
    ),
    "a drawing that names a second place": (
        _drawing('<v:shape><v:imagedata o:href="http://example.org/a.png"/></v:shape>'),
        "fetches",
    ),
    "a drawing filled from a shared folder": (_drawing('<v:fill src="\\\\host\\a"/>'), "fetches"),
    "a picture that loads another": (_picture('<image x:href="https://example.org/a"/>'), "fetches"),
    "a picture with a style from elsewhere": (
        _picture("<style>@import 'https://example.org/a';</style>"),
        "fetches",
    ),
    "a picture that runs something": (_picture("<script>1</script>"), "fetches"),
    "a picture with a page in it": (_picture("<foreignObject/>"), "fetches"),
    "a letter with a page of a browser inside": (
        _letter(
            "word/_rels/document9.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Target="a.htm" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/aFChunk"/></Relationships>',
        ),
        "fetches",
    ),
    "a letter that reads from a database": (
        _letter("word/settings9.xml", "<w><connectString>x</connectString></w>"),
        "fetches",
    ),
}

FETCHES_NOTHING: dict[str, Callable[[], bytes]] = {
    "a sum": _table("=SUM(A1:A3)*2"),
    "words about a web service": _table('="IMAGE( and cmd|x!y"'),
    "a link that is clicked": _table('=HYPERLINK("https://example.org","here")'),
    "a name that only ends so": _table("=MYIMAGE(1)"),
    "a drawing of the letter itself": _drawing(
        '<v:shape href="https://example.org"><v:imagedata src="rId1"/></v:shape>'
    ),
    "a picture with a picture written into it": _picture('<image x:href="data:image/png;base64,AA=="/>'),
    "a picture with a link": _picture('<a x:href="https://example.org"><path/></a>'),
    "a remark for other programs": _letter("customXml/item1.xml", '<a src="https://example.org"/>'),
}


# --- papers ---

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ACTS, _IDLE = b"/OpenAction 5 0 R>>", b"/PageMode/UseNone>>"
_SCRIPT, _NOTE = b"<</S/JavaScript/JS(app.alert(1))>>", b"<</Title(A note)>>"


def lzw(content: bytes) -> bytes:
    """Packed as papers of the nineties were: nine bits a sign, begun anew before the table grows."""
    bits = "".join(
        (format(256, "09b") if not at % 200 else "") + format(sign, "09b") for at, sign in enumerate(content)
    )
    bits += format(257, "09b")
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def in_figures(content: bytes) -> bytes:
    return content.hex().encode() + b">"


def _rc4(key: bytes, content: bytes) -> bytes:
    box, at = list(range(256)), 0
    for each in range(256):
        at = (at + box[each] + key[each % len(key)]) % 256
        box[each], box[at] = box[at], box[each]
    out, one, two = bytearray(), 0, 0
    for sign in content:
        one = (one + 1) % 256
        two = (two + box[one]) % 256
        box[one], box[two] = box[two], box[one]
        out.append(sign ^ box[(box[one] + box[two]) % 256])
    return bytes(out)


def paper_packed(
    name: bytes, pack: Callable[[bytes], bytes], *, acts: bool, encrypted: bool = False
) -> bytes:
    """A whole paper whose first object lies packed with another one; ``encrypted`` without a password."""
    catalog = b"<</Type/Catalog/Pages 2 0 R" + (_ACTS if acts else _IDLE)
    first = b"1 0 5 %d " % (len(catalog) + 1)
    inner = pack(first + catalog + b" " + (_SCRIPT if acts else _NOTE))
    said, key = b"", hashlib.md5(_PAD + _PAD + (2**32 - 4).to_bytes(4, "little"), usedforsecurity=False)
    if encrypted:
        opens = key.digest()[:5]
        of_object = hashlib.md5(opens + (4).to_bytes(3, "little") + b"\0\0", usedforsecurity=False)
        inner = _rc4(of_object.digest()[:10], inner)
        said = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>/ID[<><>]" % (
            _PAD.hex().encode(),
            _rc4(opens, _PAD).hex().encode(),
        )
    packed = b"<</Type/ObjStm/N 2/First %d/Length %d%b>>stream\n%b\nendstream" % (
        len(first),
        len(inner),
        name,
        inner,
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"
    return _bound({2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: packed}, said)


def _bound(objects: dict[int, bytes], said: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number, words in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, words)
    places[6] = len(out)
    rows = [bytes(5), _row(2, 4, 0), *(_row(1, places[n], 0) for n in (2, 3, 4)), _row(2, 4, 1)]
    table = b"".join([*rows, _row(1, places[6], 0)])
    head = b"<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d%b>>" % (len(table), said)
    out += b"6 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (head, table)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % places[6])


def _row(kind: int, place: int, index: int) -> bytes:
    return bytes([kind]) + place.to_bytes(3, "big") + bytes([index])


PACKED: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "in the usual way": (b"/Filter/FlateDecode", zlib.compress),
    "as in the nineties": (b"/Filter/LZWDecode", lzw),
    "in figures": (b"/Filter/ASCIIHexDecode", in_figures),
    "twice": (b"/Filter[/ASCIIHexDecode/LZWDecode]", lambda content: in_figures(lzw(content))),
    "not at all": (b"", bytes),
}
