"""Words of a Word file that a reader does not see do not come out; in doubt there is no copy."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from yarrow.files.converting.__main__ import looked_at

from .acting import TAKEN
from .making import HIDDEN, SHOWN

pytestmark = pytest.mark.once


def _vanish(properties: object, value: str | None = None) -> None:
    switch = OxmlElement("w:vanish")
    if value is not None:
        switch.set(qn("w:val"), value)
    properties.append(switch)  # type: ignore[attr-defined]  # an lxml element


def _style(made: Document, name: str, kind: WD_STYLE_TYPE, value: str | None = None) -> None:
    style = made.styles.add_style(name, kind)
    _vanish(style.element.get_or_add_rPr(), value)


def _by_letters(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.CHARACTER)
    made.add_paragraph(SHOWN).add_run(HIDDEN, style="Quiet")


def _by_paragraph(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.PARAGRAPH, "1")
    made.add_paragraph(HIDDEN, style="Quiet")


def _by_style_below(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.PARAGRAPH, "on")
    made.styles.add_style("Below", WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Quiet"]
    made.add_paragraph(HIDDEN, style="Below")


def _by_default_style(made: Document) -> None:
    _vanish(made.styles["Normal"].element.get_or_add_rPr())
    made.add_paragraph(HIDDEN)
    _vanish(made.paragraphs[0].add_run(SHOWN)._r.get_or_add_rPr(), "false")  # noqa: SLF001


def _from_the_start(made: Document) -> None:
    _vanish(made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    made.add_paragraph(HIDDEN)


def _by_itself(made: Document) -> None:
    _vanish(made.add_paragraph().add_run(HIDDEN)._r.get_or_add_rPr(), "true")  # noqa: SLF001


@pytest.mark.parametrize(
    "hide", [_by_letters, _by_paragraph, _by_style_below, _by_default_style, _from_the_start, _by_itself]
)
def test_words_hidden_in_any_way_stay_behind_and_that_is_said(hide: Callable[[Document], None]) -> None:
    head, copy = looked_at(_letter(hide))
    assert head.copy == "made"
    assert "hidden_text" in head.left_out
    assert HIDDEN not in _words(copy)


def _both_styles(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.PARAGRAPH)
    _style(made, "Quieter", WD_STYLE_TYPE.CHARACTER)
    made.add_paragraph(style="Quiet").add_run(HIDDEN, style="Quieter")


def _styles_disagree(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.PARAGRAPH)
    _style(made, "Loud", WD_STYLE_TYPE.CHARACTER, "0")
    made.add_paragraph(style="Quiet").add_run(HIDDEN, style="Loud")


def _neither_on_nor_off(made: Document) -> None:
    _vanish(made.add_paragraph().add_run(HIDDEN)._r.get_or_add_rPr(), "perhaps")  # noqa: SLF001


def _in_a_ring(made: Document) -> None:
    one, two = (made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("One", "Two"))
    one.base_style, two.base_style = two, one
    made.add_paragraph(HIDDEN, style="One")


def _by_table(made: Document) -> None:
    style = made.styles.add_style("Quiet Table", WD_STYLE_TYPE.TABLE)
    style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    table = made.add_table(1, 1, style="Quiet Table")
    table.cell(0, 0).text = HIDDEN


@pytest.mark.parametrize("hide", [_both_styles, _styles_disagree, _neither_on_nor_off, _in_a_ring, _by_table])
def test_where_programs_would_not_agree_there_is_no_copy(hide: Callable[[Document], None]) -> None:
    head, copy = looked_at(_letter(hide))
    assert (head.refused, head.copy, copy) == ("", "failed", b"")


def _off(made: Document) -> None:
    _vanish(made.add_paragraph().add_run(SHOWN)._r.get_or_add_rPr(), "0")  # noqa: SLF001


def _put_on_again_by_a_style_below(made: Document) -> None:
    _style(made, "Quiet", WD_STYLE_TYPE.PARAGRAPH)
    _style(made, "Loud", WD_STYLE_TYPE.PARAGRAPH, "off")
    made.styles["Loud"].base_style = made.styles["Quiet"]
    made.add_paragraph(SHOWN, style="Loud")


@pytest.mark.parametrize("show", [_off, _put_on_again_by_a_style_below])
def test_what_can_be_seen_comes_out(show: Callable[[Document], None]) -> None:
    head, copy = looked_at(_letter(show))
    assert SHOWN in _words(copy)
    assert "hidden_text" not in head.left_out


@pytest.mark.parametrize("what", TAKEN)
def test_what_only_looks_as_if_it_fetched_is_taken(what: str) -> None:
    head, copy = looked_at(TAKEN[what]())
    assert (head.refused, head.copy) == ("", "made")
    assert copy


def _letter(change: Callable[[Document], None]) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    change(made)
    made.save(out)
    return out.getvalue()


def _words(copy: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(copy)).paragraphs)
