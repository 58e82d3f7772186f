"""The clauses of PDF/UA-1 that can be looked up without a validator. ``docs/papers.md`` says which not.

It answers with the clauses that a file does not keep (ISO 14289-1), so that a test can name them.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

_HEADING = re.compile(r"^/?H([1-6])$")
_ACTS = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles", "/XFA")


@dataclass(frozen=True, slots=True)
class NotKept:
    """One clause that is not kept: its number, and what was found."""

    clause: str
    found: str


def not_kept(made: bytes, *, language: str) -> tuple[NotKept, ...]:
    """Every clause that this file breaks, of those that are looked at; empty when none is."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return (*_of_the_file(pdf, language), *_of_the_tree(pdf), *_of_pages(pdf), *_that_act(pdf))


def _of_the_file(pdf: pikepdf.Pdf, language: str) -> Iterator[NotKept]:
    root = pdf.Root
    xmp = bytes(root.Metadata.read_bytes()).decode() if "/Metadata" in root else ""
    if "<pdfuaid:part>1</pdfuaid:part>" not in xmp:
        yield NotKept("5", "no PDF/UA identifier")
    if not re.search(r"<dc:title>.*\S.*</dc:title>", xmp, re.DOTALL) or not str(
        pdf.docinfo.get("/Title", "")
    ):
        yield NotKept("7.1", "no title")
    if not bool(_inner(root, "/ViewerPreferences").get("/DisplayDocTitle", False)):
        yield NotKept("7.1", "the title is not displayed")
    marked = _inner(root, "/MarkInfo")
    if not bool(marked.get("/Marked", False)) or bool(marked.get("/Suspects", False)):
        yield NotKept("7.1", "not marked as tagged")
    if "/StructTreeRoot" not in root:
        yield NotKept("7.1", "no structure tree")
    if str(root.get("/Lang", "")) != language:
        yield NotKept("7.2", "not in its language")


def _inner(node: Any, name: str) -> Any:
    return node.get(name, pikepdf.Dictionary())


def _of_the_tree(pdf: pikepdf.Pdf) -> Iterator[NotKept]:
    every = [*_elements(pdf.Root.get("/StructTreeRoot"))]
    yield from (
        NotKept("7.3", "a figure without words")
        for each in every
        if _role(each, pdf) == "/Figure"
        and not (str(each.get("/Alt", "")) or str(each.get("/ActualText", "")))
    )
    levels = [int(found[1]) for each in every if (found := _HEADING.match(_role(each, pdf)))]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield NotKept("7.4", "a heading leaves out a level")
    yield from (
        NotKept("7.5", "a table without headers")
        for each in every
        if _role(each, pdf) == "/Table" and "/TH" not in {_role(inner, pdf) for inner in _elements(each)}
    )


def _elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in reading order."""
    if not isinstance(node, pikepdf.Dictionary) or "/K" not in node:
        return
    inner = node.K
    for each in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from _elements(each)


def _role(element: Any, pdf: pikepdf.Pdf) -> str:
    """What kind of element it is, where it has a name of its own by the map of names."""
    name, names = str(element.S), pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    return str(names.get(name, name))


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[NotKept]:
    for page in pdf.pages:
        if str(page.obj.get("/Tabs", "/S")) != "/S":
            yield NotKept("7.18.3", "another order by keyboard")
        for font in dict(_inner(page.resources, "/Font")).values():
            if not _is_embedded(font):
                yield NotKept("7.21.4.1", "a font is not in the file")
            if "/ToUnicode" not in font:
                yield NotKept("7.21.7", "letters that cannot be read out")


def _is_embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(f"/FontFile{kind}" in _inner(inner, "/FontDescriptor") for kind in ("", "2", "3"))


def _that_act(pdf: pikepdf.Pdf) -> Iterator[NotKept]:
    """Not a clause: nothing of ours does anything when it is opened."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and (found := set(_ACTS) & set(each.keys())):
            yield NotKept("acts", ", ".join(sorted(found)))
