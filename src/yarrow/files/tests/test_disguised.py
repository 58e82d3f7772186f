"""Formulas, fields and pictures that fetch in disguise are not taken; those that only look alike are."""

from collections.abc import Callable

import pytest

from yarrow.files.converting.answer import NotTaken
from yarrow.files.converting.drawn import is_plain_style
from yarrow.files.converting.sniffing import type_of

from .drawing import DISGUISED, PLAIN
from .fetching import table_with_part
from .making import packed_with

pytestmark = pytest.mark.once


@pytest.mark.parametrize("what", DISGUISED)
def test_what_fetches_in_disguise_is_not_taken(what: str) -> None:
    with pytest.raises(NotTaken) as refused:
        type_of(DISGUISED[what]())

    assert refused.value.code == "fetches"


@pytest.mark.parametrize("what", PLAIN)
def test_what_only_looks_alike_is_taken(what: str) -> None:
    assert type_of(PLAIN[what]()) in {"docx", "xlsx"}


@pytest.mark.parametrize("words", ["a" * 300_000, " " * 300_000, "url(" + " " * 300_000, "((" * 150_000])
def test_a_long_value_is_judged_at_once(words: str) -> None:
    assert is_plain_style(words) is ("(" not in words)


@pytest.mark.parametrize("words", ["[" * 200_000, "'" * 200_001, "'a\"" * 70_000, "|" * 200_000])
def test_a_long_formula_is_judged_at_once(words: str) -> None:
    assert type_of(table_with_part("xl/more.xml", f"<w><f>{words}</f></w>")) == "xlsx"


def _deep() -> bytes:
    return packed_with([("word/media/a.svg", b"<svg>" * 5000 + b"</svg>" * 5000)])


def _broken() -> bytes:
    return packed_with([("word/media/a.svg", b"<svg")])


@pytest.mark.parametrize("make", [_deep, _broken])
def test_a_picture_that_cannot_be_read_is_not_taken(make: Callable[[], bytes]) -> None:
    with pytest.raises(NotTaken) as refused:
        type_of(make())

    assert refused.value.code == "broken"
