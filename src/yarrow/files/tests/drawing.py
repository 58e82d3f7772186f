"""Office files that were once taken, and fetch: formulas and fields in disguise, pictures in SVG."""

import gzip
from collections.abc import Callable
from xml.sax.saxutils import escape

from .fetching import table_with, table_with_part
from .making import packed_with

Made = Callable[[], bytes]

_SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _formula(formula: str) -> Made:
    return lambda: table_with(f"={formula}")


def _in_sheet(inside: str) -> Made:
    """A part of a table as it stands, remarks and all."""
    return lambda: table_with_part("xl/more.xml", f"<w>{inside}</w>")


def _field(inside: str) -> Made:
    words = f'<w:document xmlns:w="{_WORD}"><w:r>{inside}</w:r></w:document>'
    return lambda: packed_with([("word/document9.xml", words.encode())])


def _part(name: str, words: str | bytes) -> Made:
    return lambda: packed_with([(name, words.encode() if isinstance(words, str) else words)])


def picture(inside: str, before: str = "", more: str = "") -> str:
    return f"{before}<svg {_SVG} {more}>{inside}</svg>"


def _picture(inside: str, before: str = "", more: str = "") -> Made:
    return _part("word/media/image9.svg", picture(inside, before, more))


def _style(words: str) -> Made:
    return _picture(f"<style>{escape(words)}</style>")


_LOADS = picture('<image x:href="http://example.org/a"/>')
_SET = '<set attributeName="href" to="http://example.org"/>'

DISGUISED: dict[str, Made] = {
    # formulas
    "a sheet with a quotation mark for a name": _formula('\'x"\'!A1&WEBSERVICE(B1&"")'),
    "a program behind such a sheet": _formula("'x\"'!A1&cmd|'/c calc'!A0&\"\""),
    "a program whose topic has one": _formula('cmd|\'a"!\'!A0&""'),
    "a name with an apostrophe before it": _formula("'it''s \"'!A1&WEBSERVICE(B1&\"\")"),
    "a column with a quotation mark for a name": _formula('T[a"b]&WEBSERVICE(B1&"")&T[a"b]'),
    "a column with an apostrophe for a name": _formula("T['[a]&WEBSERVICE(B1)&T['[a]"),
    "words that do not end": _formula('A1&"&WEBSERVICE(B1)'),
    "a program by its name": _formula("DDE(A1,A2,A3)"),
    "a formula of another program": _formula('IMPORTDATA("http://example.org")'),
    "a formula with a remark in it": _in_sheet("<f>WEBSER<!-- a -->VICE(A1)</f>"),
    "a formula under a long name": _in_sheet("<a\u00b7b:f xmlns:a\u00b7b='u'>WEBSERVICE(A1)</a\u00b7b:f>"),
    "the sum below a table": _in_sheet("<totalsRowFormula>WEBSERVICE(A1)</totalsRowFormula>"),
    "a formula in an attribute": _in_sheet("<cacheField formula='WEBSERVICE(A1)'/>"),
    # fields
    "a field with a remark in it": _field('<w:instrText>IN<!--a-->CLUDEPICTURE "http://x"</w:instrText>'),
    "a field after a remark": _field('<w:instrText> <!--a-->INCLUDEPICTURE "http://x"</w:instrText>'),
    "a field after a note to programs": _field("<w:instrText><?a b?>DDEAUTO c:\\x</w:instrText>"),
    "a field with another part in it": _field("<w:instrText>DD<w:x>EAU</w:x>TO c:\\x</w:instrText>"),
    "a field in runs with remarks": _field(
        "<w:instrText>INCL<!--a-->UDE</w:instrText><!--b--><w:instrText><?a b?>TEXT x</w:instrText>"
    ),
    # pictures
    "a colour from elsewhere": _picture('<rect fill="url(http://example.org/a#b)"/>'),
    "a colour beside one of its own": _picture('<rect fill="url(#a) url(b.svg#c)"/>'),
    "a mask by another word": _picture("<rect mask=\"image-set('http://example.org' 1x)\"/>"),
    "a style with letters as numbers": _picture('<rect style="fill:u\\rl(http://example.org)"/>'),
    "a style with its own letters as numbers": _style("@import '\\000068ttp://example.org';"),
    "a style that brings in another": _style('@import url(/**/"http://example.org")'),
    "a style that brings in a file": _style("@import 'a.css';"),
    "a style with a remark": _style("a{fill:url(/**/'http://example.org')}"),
    "a style with a letterform": _style("@font-face{font-family:a;src:url(http://example.org)}"),
    "a picture that is set later": _picture(f"<image>{_SET}</image>"),
    "a set alone": _picture(_SET),
    "a movement": _picture('<image><animate attributeName="x:href" values="http://example.org"/></image>'),
    "a picture in a picture": _picture('<image x:href="data:image/svg+xml,%3Csvg/%3E"/>'),
    "a picture beside it": _picture('<image x:href="a.png"/>'),
    "a place from which all is counted": _picture("<path/>", more='xml:base="http://example.org/"'),
    "a picture that acts when it is shown": _picture("<path/>", more='onload="1"'),
    "a link that opens by itself": _picture('<a x:href="http://example.org" x:actuate="onLoad"/>'),
    "a link that runs": _picture('<a x:href="javascript:1"><path/></a>'),
    "a sheet of styles before it": _picture("", '<?xml-stylesheet href="http://example.org/a.css"?>'),
    "a filter that loads": _picture('<filter><feImage href="#a"/></filter>'),
    "a page of a browser in it": _picture('<b xmlns="http://www.w3.org/1999/xhtml" class="a">1</b>'),
    "a part of another language": _picture('<q:handler xmlns:q="u">1</q:handler>'),
    "one under another name": _part("word/media/image9.png", _LOADS),
    "one far from the beginning": _part("word/media/image9.dat", " " * 500 + _LOADS),
    "one without its language": _part("word/media/image9.dat", "<svg><set/></svg>"),
    "one that is packed once more": _part("word/media/image9.svg.gz", gzip.compress(_LOADS.encode())),
    "a drawing with a hidden style": _part("word/a.vml", "<xml><b style='x:u\\rl(//example.org)'/></xml>"),
    "a drawing with a picture in SVG": _part(
        "word/a.vml", "<xml><imagedata src='data:image/svg+xml,%3Csvg/%3E'/></xml>"
    ),
}

PLAIN: dict[str, Made] = {
    "a telephone list": _formula('IF(\'Who & "why"\'!A1="","please call (01970)",A2&" | "&Data!B2)'),
    "the same in a named column": _formula('IF(T[[#This Row],[Who]]="","please call (01970)",T[Who])'),
    "doubled marks": _formula('"a ""DDE (x)"" b"&\'it\'\'s\'!A1'),
    "a sum with a remark": _in_sheet("<f>SUM(<!-- WEBSERVICE(1) -->A1)</f>"),
    "a page number with a remark": _field("<w:instrText> PA<!-- INCLUDEPICTURE -->GE </w:instrText>"),
    "an icon as Word keeps it": _picture(
        '<style>\n.MsftOfcThm_Accent1_Fill {\n fill:#4472C4;}</style><defs><clipPath id="c0"><rect x="1"/>'
        '</clipPath></defs><g clip-path="url(#c0)" transform="translate(-1 2)">'
        '<path class="MsftOfcThm_Accent1_Fill" d="M1 2Z" fill-rule="evenodd"/></g>',
        '<?xml version="1.0"?><!-- drawn by hand -->',
        'overflow="hidden" viewBox="0 0 96 96"',
    ),
    "a badge as Inkscape keeps it": _picture(
        '<i:namedview xmlns:i="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" showgrid="false"/>'
        '<linearGradient id="a"><stop style="stop-color:#fff;stop-opacity:1"/></linearGradient>'
        "<text style=\"font-family:'Open Sans';fill:url(#a);stroke:rgb(1, 2, 3)\">Ysgol (gynradd)</text>"
        '<use x:href="#a"/>'
    ),
    "a drawing with its own place": _part(
        "word/a.vml", "<xml><b style='position:absolute;margin-left:1.5pt;font-family:\"Arial\"'/></xml>"
    ),
    "packed bytes that are no drawing": _part("word/media/image1.emz", gzip.compress(b"\x01\0\0\0rest")),
    "bytes that only begin as if packed": _part("word/media/image1.emz", b"\x1f\x8bnothing"),
}
