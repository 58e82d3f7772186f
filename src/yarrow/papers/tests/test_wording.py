"""The wording of papers is data: strict, in two languages, and in words that betray nobody."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from yarrow.papers.making.filling import TooLong, fill
from yarrow.papers.rules import BadPaper, UnfilledTokens, UnknownTokens
from yarrow.papers.terms import PaperKind, PaperLanguage, Token
from yarrow.papers.wording import BadWording, read_wording, unreviewed, wording_of

from .making import EVERY, FILLED, ON

BY_PAPER = pytest.mark.parametrize(("kind", "language"), EVERY)
NAMES_THE_WORK = {
    PaperKind.APPROACHES,
    PaperKind.APPROACHES_EASY,
    PaperKind.JUSTICE,
    PaperKind.JUSTICE_EASY,
}
"""Leaflets that say what the work is; every other paper may lie open on a table."""
BETRAYS = re.compile(
    r"abuse|domestic|violen|restorative|yarrow|court|police|victim|perpetrator|client|offender|risk|"
    r"camdrin|cam-drin|trais|adferol|llys|heddlu|dioddefwr",
    re.IGNORECASE,
)
NEUTRAL = {"Letter", "Information", "Form", "Copy", "Plan", "Cover sheet"} | {
    "Llythyr",
    "Gwybodaeth",
    "Ffurflen",
    "Copi",
    "Cynllun",
    "Dalen glawr",
}
HEAD = 'title = "T"\n'


def read(data: str) -> object:
    return read_wording(data, PaperKind.LETTER, PaperLanguage.ENGLISH)


@pytest.mark.parametrize(
    ("block", "named"),
    [
        ('text = "Dear {surname}"', "surname"),
        ('text = "Dear {first_name.__class__}"', "first_name.__class__"),
        ('text = "Dear {{first_name}}"', "{"),
        ('text = "Dear {first_name"', "{"),
        ('text = "Dear {}"', ""),
        ('text = "{% if day %}"', "% if day %"),
        ('text = "a"\nheading = "b"', "heading"),
        ('text = "a"\nonly_if = "day"', "only_if"),
        ('text = "a"\nsymbol = "skull"', "skull"),
        ('text = ["a"]', "text"),
        ('words = "{words} and more"', "words"),
        ('facts = [["When"]]', "facts"),
        ('heading = "{place}"', "heading"),
        ("list = []", "list"),
        ('text = "a"\noptional = "yes"', "optional"),
    ],
)
def test_a_wording_with_what_it_may_not_have_is_refused_by_name(block: str, named: str) -> None:
    with pytest.raises(BadPaper) as refused:
        read(f"{HEAD}[[block]]\n{block}\n")

    assert named in refused.value.names


@pytest.mark.parametrize(
    "data",
    [
        "title = ",
        '[[block]]\ntext = "a"',
        HEAD,
        'title = "{day}"\n[[block]]\ntext = "a"',
        'title = " "\n[[block]]\ntext = "a"',
        'title = "T"\nrun = "rm"\n[[block]]\ntext = "a"',
    ],
)
def test_a_wording_without_a_neutral_title_or_words_is_refused(data: str) -> None:
    with pytest.raises(BadPaper):
        read(data)


def test_unfilled_tokens_refuse_and_name_themselves_all() -> None:
    wording = wording_of(PaperKind.APPOINTMENT, PaperLanguage.ENGLISH)
    with pytest.raises(UnfilledTokens) as refused:
        fill(wording, {"first_name": "Anwen", "place": " \u200b\t", "worker_name": "Hana"}, on=ON)

    assert {"day", "hour", "with_whom", "place"} <= set(refused.value.names)


def test_a_token_that_there_is_not_refuses_and_names_itself() -> None:
    with pytest.raises(UnknownTokens) as refused:
        fill(wording_of(PaperKind.LETTER, PaperLanguage.ENGLISH), FILLED | {"address": "x"}, on=ON)

    assert refused.value.names == ("address",)
    assert "x" not in refused.value.names


def test_an_address_that_the_window_does_not_show_whole_is_refused() -> None:
    with pytest.raises(TooLong):
        fill(wording_of(PaperKind.LETTER, PaperLanguage.WELSH), FILLED, on=ON, address="a\n" * 8)


def test_what_is_typed_is_not_looked_through_for_tokens() -> None:
    filled = fill(
        wording_of(PaperKind.LETTER, PaperLanguage.ENGLISH), FILLED | {"words": "{place} {first_name}"}, on=ON
    )

    assert ("{place} {first_name}",) in [line for piece in filled.pieces for line in piece.lines]


@BY_PAPER
def test_every_paper_can_be_filled_in_both_languages(kind: PaperKind, language: PaperLanguage) -> None:
    wording = wording_of(kind, language)
    other = wording_of(kind, next(each for each in PaperLanguage if each is not language))
    filled = fill(wording, FILLED, on=ON)

    assert (wording.tokens, wording.must) == (other.tokens, other.must)
    assert [block.shape for block in wording.blocks] == [block.shape for block in other.blocks]
    assert [block.symbol for block in wording.blocks] == [block.symbol for block in other.blocks]
    assert all(piece.alt for piece in filled.pieces if piece.symbol)
    assert wording.title in NEUTRAL


@BY_PAPER
def test_no_paper_that_may_lie_open_names_what_happened_or_what_we_do(
    kind: PaperKind, language: PaperLanguage
) -> None:
    wording = wording_of(kind, language)
    words = [wording.title, wording.heading, *(w for b in wording.blocks for row in b.words for w in row)]
    found = [each for each in words if BETRAYS.search(each)]

    assert not found or kind in NAMES_THE_WORK
    assert BETRAYS.search(wording.title) is None


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_the_letter_that_nothing_goes_ahead_leaves_no_place_for_a_cause(language: PaperLanguage) -> None:
    """E16: the same text whatever the cause; nothing in it can be filled but names and a number."""
    wording = wording_of(PaperKind.NOT_GOING_AHEAD, language)

    assert set(wording.tokens) == {Token.FIRST_NAME, Token.WORKER_NAME, Token.WORKER_PHONE}


@pytest.mark.parametrize("kind", [PaperKind.CONSENT, PaperKind.CONSENT_EASY])
@pytest.mark.parametrize("language", list(PaperLanguage))
def test_a_choice_is_never_written_in_somebodys_name(kind: PaperKind, language: PaperLanguage) -> None:
    """domain.md §9.18: no text of consent in a person's name. Yes, no and not now stand equal, unticked."""
    wording = wording_of(kind, language)
    offered = [len(block.words) for block in wording.blocks if block.shape == "tick"]

    assert Token.FIRST_NAME not in wording.tokens
    assert offered[-1] == 3


@pytest.mark.parametrize("kind", [each for each in PaperKind if each.value.endswith("_easy")])
@pytest.mark.parametrize("language", list(PaperLanguage))
def test_easy_read_has_one_short_idea_a_line_in_large_type(kind: PaperKind, language: PaperLanguage) -> None:
    wording = wording_of(kind, language)
    lines = [words for block in wording.blocks for row in block.words for words in row]

    assert wording.is_large
    assert [line for line in lines if len(line.split()) > 13 or line.rstrip(".?").count(".")] == []


def test_welsh_that_nobody_has_read_is_listed() -> None:
    listed = {(each.kind, each.language) for each in unreviewed()}

    assert listed == {(kind, PaperLanguage.WELSH) for kind in PaperKind}


def test_a_services_own_wording_goes_before_ours_and_is_read_as_strictly(
    settings: Settings, tmp_path: Path
) -> None:
    settings.PAPERS_FOLDER = str(tmp_path)
    own = tmp_path / "cy" / "letter.toml"
    own.parent.mkdir()
    own.write_text('reviewed = true\ntitle = "Llythyr"\n[[block]]\ntext = "Helo {first_name}"\n', "utf-8")
    assert wording_of(PaperKind.LETTER, PaperLanguage.WELSH).is_reviewed
    assert not wording_of(PaperKind.FOLLOW_UP, PaperLanguage.WELSH).is_reviewed

    own.write_text('title = "Llythyr"\n[[block]]\ntext = "Helo {name}"\n', "utf-8")
    with pytest.raises(UnknownTokens):
        wording_of(PaperKind.LETTER, PaperLanguage.WELSH)
    own.write_text("\x00", "utf-8")
    with pytest.raises(BadWording):
        wording_of(PaperKind.LETTER, PaperLanguage.WELSH)
