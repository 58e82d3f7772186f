"""What an office file's own parts say that it does when it is opened: judged after parsing, never before.

A pattern over bytes is deceived by another encoding, by ``&#69;`` and by quotation marks inside values.
"""

import re
from functools import cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from .answer import NotTaken
from .fetching import SOMEWHERE, judge_fetching

Element = Any
"""An lxml element."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']\s*([^"']*?)\s*["']""", re.IGNORECASE)
_READ_AS = {"utf-8": {"utf-8", "us-ascii", "ascii"}, "utf-16": {"utf-16", "utf-16-le", "utf-16-be"}}
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HYPERLINKS = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
}
_RUNS = ("macroenabled", "vbaproject", "activex", "macrosheet")
_CONNECTS = ("connections+xml", "querytable+xml")
_OTHER_PAGES = "/afchunk"
"""A page in HTML or another language inside a letter: it is shown as a browser would show it."""

_FETCHING = re.compile(r"INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|\bQUOTE\s+\"?\d", re.IGNORECASE)
_FIRST = re.compile(r"(?m)^(?:[^\S\n]|\\)*(?:DDE|LINK|IMPORT|INCLUDE|DATABASE|RD)\b", re.IGNORECASE)
"""Short words, so only where a field begins: an address behind a link may have them too."""


def words_of(part: bytes) -> str:
    """One XML part as text; raises NotTaken where its bytes are not what it says, or it defines entities."""
    mark, way = next(((mark, way) for mark, way in _BOMS if part.startswith(mark)), (b"", "utf-8"))
    try:
        words = part[len(mark) :].decode(way)
    except UnicodeDecodeError:
        raise NotTaken("broken") from None
    declared = _DECLARED.match(words.lstrip())
    allowed = _READ_AS["utf-8" if way == "utf-8" else "utf-16"]
    if "\x00" in words or (declared and declared[1].lower() not in allowed) or _DOCTYPE.search(words):
        raise NotTaken("broken")  # no office program writes any of these
    return words


def judge(name: str, part: bytes) -> None:
    """Raise NotTaken for a part that runs or fetches something; ``name`` in small letters."""
    words, parsed = words_of(part), cache(lambda: _parsed(part))
    if name == "[content_types].xml":
        _judge_types(parsed())
    elif name.endswith(".rels"):
        _judge_relations(parsed())
    else:
        if "instr" in words:
            _judge_fields(parsed())
        if "ddelink" in words.lower():
            raise NotTaken("fetches")
        judge_fetching(name, words, parsed)


def _parsed(part: bytes) -> Element:
    """Without remarks: a program reads on over them, and a word cut in two by one is whole again."""
    reader = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, reader)
    except (etree.XMLSyntaxError, ValueError):
        raise NotTaken("broken") from None
    if root.getroottree().docinfo.doctype:
        raise NotTaken("broken")
    return root


def _judge_types(root: Element) -> None:
    values = (value for each in root.iter(etree.Element) for value in each.attrib.values())
    said = " ".join((*values, *root.itertext())).lower()
    if any(each in said for each in _RUNS):
        raise NotTaken("macros")
    if any(each in said for each in _CONNECTS):
        raise NotTaken("fetches")


def _judge_relations(root: Element) -> None:
    for each in root.iter(etree.Element):
        said = {etree.QName(key).localname.lower(): value.strip() for key, value in each.attrib.items()}
        kind = said.get("type", "")
        if kind.lower().endswith("/vbaproject"):
            raise NotTaken("macros")
        if kind.lower().endswith(_OTHER_PAGES):
            raise NotTaken("fetches")
        away = said.get("targetmode", "internal").lower() != "internal"
        if (away or SOMEWHERE.match(said.get("target", ""))) and kind not in _HYPERLINKS:
            raise NotTaken("fetches")  # a link that is only clicked brings in nothing by itself


def _judge_fields(root: Element) -> None:
    """The codes of all fields, put together: a program writes one word in several pieces."""
    said: list[str] = []
    for each in root.iter(etree.Element):
        kind = etree.QName(each).localname
        if kind in {"instrText", "delInstrText"}:
            said.append("".join(each.itertext()))
        elif kind == "fldChar":
            said.append("\n")
        named = ((etree.QName(key).localname, value) for key, value in each.attrib.items())
        said.extend(f"\n{value}\n" for key, value in named if key == "instr")
    codes = "".join(said)
    if _FETCHING.search(codes) or _FETCHING.search(codes.replace("\n", "")) or _FIRST.search(codes):
        raise NotTaken("fetches")
