"""The sheet of a kind: made from what the kind asks, so that form, fact and rule cannot differ."""

from datetime import date, timedelta

import pytest
from django.utils.datastructures import MultiValueDict

from yarrow.gate.facts import Fact, Home, Shape, asked, facts_for
from yarrow.gate.facts.choice import Consent, Hope, Statement, WhoHelps
from yarrow.gate.facts.orders import Order
from yarrow.gate.facts.readiness import Preparation
from yarrow.gate.facts.risk import AbuseScreen, RiskAssessed
from yarrow.gate.facts.who import Identity, Reach
from yarrow.record.forms.days import AHEAD, BEHIND, EITHER, problem_with_day
from yarrow.record.forms.fields import LONGEST_LINE, LONGEST_TEXT
from yarrow.record.forms.sheet import FactSheet, filled, fresh, sheet_of
from yarrow.record.shown.sentences import sentence_on

from .examples import WORDS, example

TODAY = date(2026, 3, 10)
EVERY_KIND = tuple(dict.fromkeys((*facts_for(Home.PERSON), *facts_for(Home.TEAM))))
BY_KIND = pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.kind)


def posted(kind: type[Fact], **changes: object) -> FactSheet:
    given = filled(example(kind, TODAY)) | changes
    lists = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    return sheet_of(kind)(MultiValueDict(lists), today=TODAY)


@BY_KIND
def test_an_empty_post_of_any_kind_with_a_question_is_refused_at_its_field(kind: type[Fact]) -> None:
    sheet = sheet_of(kind)({"page_kind": kind.kind}, today=TODAY)

    must = {q.name for q in asked(kind) if q.required or q.shape in {Shape.ONE_OF, Shape.NUMBER}}
    assert not must or not sheet.is_valid()
    assert set(sheet.errors) == must


@BY_KIND
def test_a_sheet_starts_on_nothing_or_on_not_known(kind: type[Fact]) -> None:
    sheet = sheet_of(kind).offered_again(fresh(kind), {}, today=TODAY)

    for question in asked(kind):
        value = sheet[question.name].value()
        if question.shape is Shape.ONE_OF:
            assert value in {None, "unknown", "not_known", "none", "other"}
        elif question.shape is Shape.SEVERAL_OF or question.shape is not Shape.NUMBER:
            assert not value
    assert sheet.render()


@BY_KIND
def test_what_is_typed_becomes_the_fact_that_was_meant(kind: type[Fact]) -> None:
    meant = example(kind, TODAY)
    sheet = posted(kind)

    assert sheet.is_valid(), sheet.errors
    assert sheet.fact() == meant
    assert filled(sheet.fact()) == filled(meant)


@BY_KIND
def test_every_kind_has_a_sentence(kind: type[Fact]) -> None:
    assert sentence_on(kind)


def test_every_day_that_is_asked_is_behind_ahead_or_either() -> None:
    names = {q.name for kind in EVERY_KIND for q in asked(kind) if q.shape is Shape.DAY}

    assert names | {"agreed_on"} == BEHIND | AHEAD | EITHER


@pytest.mark.parametrize(
    ("field", "day", "words"),
    [
        ("confirmed_on", TODAY + timedelta(days=1), "This day has not come yet."),
        ("on", date(1899, 12, 31), "This day is too long ago: look at the year."),
        ("review_on", date(2062, 3, 10), "Look again within a year: choose an earlier day."),
        ("ends", date(2206, 3, 10), "This day is too far ahead: look at the year."),
        ("confirmed_on", TODAY, ""),
        ("review_on", TODAY - timedelta(days=1), ""),
        ("review_on", TODAY + timedelta(days=366), ""),
        ("on", TODAY + timedelta(days=1), ""),
    ],
)
def test_a_day_that_makes_no_sense_is_said_to_be_so(field: str, day: date, words: str) -> None:
    assert problem_with_day(field, day, TODAY) == words


def test_a_future_confirmation_is_refused_by_its_field() -> None:
    sheet = posted(
        Reach, **{"confirmed_on-day": "11", "confirmed_on-month": "3", "confirmed_on-year": "2026"}
    )

    assert sheet.errors == {"confirmed_on": ["This day has not come yet."]}


@pytest.mark.parametrize("year", ["26", "0000", "1600", "20260"])
def test_an_impossible_year_is_refused_by_its_field(year: str) -> None:
    assert set(posted(Reach, **{"confirmed_on-year": year}).errors) == {"confirmed_on"}


def test_a_day_that_is_not_in_the_calendar_is_refused_by_its_field() -> None:
    changed = {"confirmed_on-day": "31", "confirmed_on-month": "2"}

    assert posted(Reach, **changed).errors == {"confirmed_on": ["Enter a date that is in the calendar"]}


def test_words_one_too_long_are_refused_and_the_longest_are_kept() -> None:
    longest = "w" * LONGEST_TEXT

    assert posted(Hope, words=longest).is_valid()
    assert posted(Hope, words=longest + "w").errors == {
        "words": ["This is longer than 20000 characters. Make it shorter, or record it in two parts."]
    }
    assert set(posted(Statement, source="s" * (LONGEST_LINE + 1)).errors) == {"source"}


def test_a_line_end_of_a_browser_does_not_count_twice() -> None:
    sheet = posted(Hope, words="a\r\n" * 9_998 + "end")

    assert sheet.is_valid()
    assert sheet.cleaned_data["words"] == "a\n" * 9_998 + "end"


def test_pasted_markup_is_kept_as_plain_text_and_shown_escaped() -> None:
    sheet = posted(Hope, words=WORDS)

    assert sheet.is_valid()
    assert sheet.cleaned_data["words"] == WORDS
    assert "<b>" not in sheet_of(Hope).offered_again({"words": [WORDS]}, {}, today=TODAY).render()


def test_a_line_pasted_over_several_becomes_one() -> None:
    sheet = posted(Identity, known_as="Anwen\r\nMair")

    assert sheet.is_valid()
    assert sheet.cleaned_data["known_as"] == "Anwen Mair"


def test_what_contradicts_itself_is_said_at_its_field() -> None:
    assert set(posted(RiskAssessed, level="low", instrument_level="high").errors) == {"level"}
    assert set(posted(Consent, value="given", forms=[], topics=[]).errors) == {"forms", "topics"}
    assert set(posted(WhoHelps, knows="yes", words=" ").errors) == {"words"}
    assert set(posted(Order, **{"ends-year": "2020"}).errors) == {"ends"}


@pytest.mark.parametrize("number", ["0", "-1", "two", "99999", "1.5"])
def test_a_number_that_makes_no_sense_is_refused_by_its_field(number: str) -> None:
    assert set(posted(Preparation, sessions=number).errors) == {"sessions"}


def test_a_value_that_is_not_offered_is_refused_without_repeating_it() -> None:
    sheet = posted(AbuseScreen, result="everything is fine")

    assert sheet.errors == {"result": ["Choose from what is offered."]}
    assert posted(Order, bars=["direct", "nothing"]).errors == {"bars": ["Choose from what is offered."]}
