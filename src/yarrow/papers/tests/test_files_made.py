"""The files themselves: what is typed never acts, nothing says who made them, and PDF/UA so far as seen."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pikepdf
import pypdfium2
import pytest

from yarrow.papers.rules import BadPaper
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage

from .checking import not_kept
from .making import EVERY, made

BY_PAPER = pytest.mark.parametrize(("kind", "language"), EVERY)
ACTS = [
    '#import "x": * #read("/etc/passwd") #sys.inputs',
    "= Heading\n- item\n*bold* _it_ `raw` $x$ <label> @label https://example.org \\u{41} // gone",
    '#set document(author: "Zq") #pagebreak() #link("https://example.org")[x]',
    "{{ 7 * 7 }} {% for x in y %} {# c #} {words} {first_name}",
    "=1+1 @SUM(A1) +cmd|' /C calc'!A0",
    '{ MERGEFIELD x } { INCLUDETEXT "http://example.org" } <w:fldSimple w:instr="DATE"/>',
    "<script>alert(1)</script> &amp; &#65; ]]> <!-- c -->",
    "file:///etc/passwd \\\\server\\share mailto:a@example.org",
]
NAMES = {"typst", "yarrow", "pikepdf", "qpdf", "python", "docx", "openpyxl", "libreoffice", "microsoft"}


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_bounded() for page in document)


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def parts_of(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        return {name: file.read(name) for name in file.namelist()}


# --- what is typed never acts ---


@pytest.mark.parametrize("typed", ACTS)
def test_in_a_pdf_typed_markup_is_printed_and_never_acts(typed: str) -> None:
    body = made(words=typed, first_name=typed.partition("\n")[0]).body

    assert plain(typed) in plain(words_of(body))
    assert not_kept(body, language="en-GB") == ()
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert len(pdf.pages) == 1
        assert all("/Annots" not in page.obj for page in pdf.pages)
        assert set(pdf.docinfo.keys()) == {"/Title"}


@pytest.mark.parametrize("typed", ACTS)
def test_in_word_typed_markup_is_text_and_no_field_or_link(typed: str) -> None:
    body = made(form=PaperFormat.WORD, words=typed).body
    document = ET.fromstring(parts_of(body)["word/document.xml"])  # noqa: S314  # our own bytes
    kinds = {each.tag.rsplit("}", 1)[1] for each in document.iter()}

    assert kinds <= {
        "document",
        "body",
        "p",
        "pPr",
        "pStyle",
        "r",
        "rPr",
        "b",
        "t",
        "br",
        "tab",
        "sectPr",
    } | {
        "pgSz",
        "pgMar",
    }
    assert plain(typed) in plain("".join(p.text for p in docx.Document(io.BytesIO(body)).paragraphs))
    assert b"http" not in parts_of(body)["word/_rels/document.xml.rels"].replace(b"http://schemas.", b"")


@pytest.mark.parametrize("form", list(PaperFormat))
def test_signs_that_end_a_file_early_or_hide_words_are_gone(form: PaperFormat) -> None:
    body = made(form=form, words="Ze\x00br\u202ea\x0b.").body
    words = words_of(body) if form is PaperFormat.PDF else parts_of(body)["word/document.xml"].decode()

    assert "Zebra." in words


def test_signs_that_no_letter_of_ours_has_refuse_without_repeating_them() -> None:
    with pytest.raises(BadPaper) as refused:
        made(words="Zqsecret 你好")

    assert "Zqsecret" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_files_are_read_from_nowhere_while_a_paper_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.typ").write_text("Zqfromdisk")
    monkeypatch.chdir(tmp_path)

    assert "Zqfromdisk" not in words_of(made(words='#include "secret.typ"').body)


# --- nothing says who made it ---


@BY_PAPER
def test_a_pdf_says_its_title_and_language_and_no_more(kind: PaperKind, language: PaperLanguage) -> None:
    body = made(kind, language=language).body
    with pikepdf.open(io.BytesIO(body)) as pdf:
        info, xmp = dict(pdf.docinfo), bytes(pdf.Root.Metadata.read_bytes()).decode()
        streams = b"".join(bytes(e.read_raw_bytes()) for e in pdf.objects if isinstance(e, pikepdf.Stream))
        tags = {each.tag.rsplit("}", 1)[1] for each in ET.fromstring(xmp.split("?>", 1)[1]).iter()}  # noqa: S314  # our own bytes
        pictures = [e for e in pdf.objects if isinstance(e, pikepdf.Stream) and e.get("/Subtype") == "/Image"]

    assert set(info) == {"/Title"}
    assert tags == {"xmpmeta", "RDF", "Description", "title", "Alt", "li", "language", "Bag", "part"}
    assert [name for name in NAMES if name in xmp.lower() or name.encode() in (body + streams).lower()] == []
    assert b"/CreationDate" not in body
    assert b"/ModDate" not in body
    assert pictures == []  # the door cannot read a picture


@BY_PAPER
def test_a_word_file_has_no_field_of_metadata_but_title_and_language(
    kind: PaperKind, language: PaperLanguage
) -> None:
    parts = parts_of(made(kind, PaperFormat.WORD, language).body)
    core = ET.fromstring(parts["docProps/core.xml"])  # noqa: S314  # our own bytes

    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
    }
    assert {each.tag.rsplit("}", 1)[1] for each in core} == {"title", "language"}
    whole = b"".join(parts.values()).lower()
    assert [
        name for name in ("typst", "yarrow", "pikepdf", "python", "rsid", "docid") if name.encode() in whole
    ] == []


def test_a_word_file_says_the_same_day_for_every_part() -> None:
    with zipfile.ZipFile(io.BytesIO(made(form=PaperFormat.WORD).body)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.comment + each.extra for each in file.infolist()} == {b""}


@pytest.mark.parametrize("form", list(PaperFormat))
def test_the_same_words_are_the_same_bytes_and_the_file_name_tells_nothing(form: PaperFormat) -> None:
    assert made(form=form) == made(form=form)
    assert made(form=form).file_name in {"document.pdf", "document.docx"}


# --- PDF/UA ---


@BY_PAPER
def test_every_paper_keeps_the_clauses_that_can_be_looked_at(
    kind: PaperKind, language: PaperLanguage
) -> None:
    assert not_kept(made(kind, language=language).body, language=f"{language.value}-GB") == ()


@BY_PAPER
def test_every_paper_opens_in_word_with_its_headings_and_language(
    kind: PaperKind, language: PaperLanguage
) -> None:
    document = docx.Document(io.BytesIO(made(kind, PaperFormat.WORD, language).body))
    styles = [str(p.style and p.style.name) for p in document.paragraphs]
    headings = [int(name[-1]) for name in styles if name.startswith("Heading")]

    assert document.core_properties.author == ""
    assert document.core_properties.language == f"{language.value}-GB"
    assert headings == sorted(headings)
    assert headings[:1] in ([], [1])


def test_welsh_letters_are_printed() -> None:
    assert "ŵŷŴŶâêîôû" in words_of(made(language=PaperLanguage.WELSH, words="ŵŷŴŶâêîôû").body)


def _broken(how: str) -> bytes:
    """A paper that was sound, with one thing taken away or put in."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(PaperKind.APART_EASY).body)) as pdf:
        _break(pdf, how)
        pdf.save(written)
    return written.getvalue()


def _break(pdf: pikepdf.Pdf, how: str) -> None:  # noqa: C901, PLR0912  # one line for each way to break it
    elements = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and "/S" in e and "/P" in e]
    if how == "5":
        pdf.Root.Metadata = pdf.make_stream(b"<x/>")
    elif how == "title":
        del pdf.docinfo["/Title"]
    elif how == "display":
        del pdf.Root.ViewerPreferences
    elif how == "marked":
        pdf.Root.MarkInfo.Marked = False
    elif how == "tree":
        del pdf.Root.StructTreeRoot
    elif how == "language":
        pdf.Root.Lang = "en-US"
    elif how == "alt":
        del next(e for e in elements if e.S == "/Figure").Alt
    elif how == "heading":
        next(e for e in elements if e.S == "/H2").S = pikepdf.Name.H4
    elif how == "table":
        next(e for e in elements if e.S == "/P").S = pikepdf.Name.Table
    elif how == "font":
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each:
                del each["/FontFile3"]
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
                del each["/FontFile2"]
    elif how == "unicode":
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]
    elif how == "script":
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("how", "clause"),
    [
        ("5", "5"),
        ("title", "7.1"),
        ("display", "7.1"),
        ("marked", "7.1"),
        ("tree", "7.1"),
        ("language", "7.2"),
        ("alt", "7.3"),
        ("heading", "7.4"),
        ("table", "7.5"),
        ("font", "7.21.4.1"),
        ("unicode", "7.21.7"),
        ("script", "acts"),
    ],
)
def test_the_check_finds_what_was_broken(how: str, clause: str) -> None:
    assert clause in {each.clause for each in not_kept(_broken(how), language="en-GB")}
