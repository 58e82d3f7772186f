"""Fact types: good enough to make a form of, never reassuring by default, stored strictly."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.gate import facts as facts_package
from yarrow.gate.codec import UnreadableFact, from_bytes, read_or_unreadable, to_bytes
from yarrow.gate.facts import KINDS, facts_for
from yarrow.gate.facts.base import AskedField, Fact, Home, Shape, Subject, Unreadable, ask, asked, fact
from yarrow.gate.facts.children import ApartWork, NoContactWork
from yarrow.gate.facts.choice import Consent, ConsentValue, WhoHelps
from yarrow.gate.facts.orders import Exception_
from yarrow.gate.facts.readiness import Preparation
from yarrow.gate.facts.team import AbuseFlag
from yarrow.gate.facts.who import Identity, Language, Reach
from yarrow.gate.forms import Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import REVIEW, SOME, YES
from yarrow.gate.topics import Topic
from yarrow.gate.words import Choice

OURS = [kind for kind in KINDS.values() if kind.__module__.startswith("yarrow.gate.")]
ALL_FIELDS = [(kind, field) for kind in OURS for field in asked(kind)]
COMPLETE = [*good.harmed(), *good.caused_harm(), *good.young_who_harmed(), *good.team(), good.no_abuse()]

# Defaults that are not "unknown" because they are the careful answer.
CAREFUL = {
    Exception_.NONE.words,
    "Something else",
    "Another release, or not known",
    "No picture",
    "Another language",
}


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_every_field_can_be_asked_in_plain_words(kind: type[Fact], field: AskedField) -> None:
    assert field.label
    assert field.label[0].isupper()
    if field.choices:
        assert all(choice.words for choice in field.choices)


@pytest.mark.parametrize(("kind", "field"), ALL_FIELDS)
def test_no_choice_is_reassuring_unless_somebody_chose_it(kind: type[Fact], field: AskedField) -> None:
    if field.shape is Shape.ONE_OF and not field.required:
        assert isinstance(field.default, Choice)
        assert field.default.value == "unknown" or field.default.words in CAREFUL or field.name == "how_known"


@pytest.mark.parametrize("kind", OURS)
def test_every_kind_says_what_it_is_and_where_it_may_lie(kind: type[Fact]) -> None:
    assert kind.title
    assert kind.__doc__
    assert kind.homes
    assert isinstance(kind.subject, Subject)


def test_kinds_are_offered_by_room_in_the_order_of_subjects() -> None:
    team, person = facts_for(Home.TEAM), facts_for(Home.PERSON)

    assert {kind for kind in KINDS.values() if Home.TEAM in kind.homes} == set(team)
    subjects = [list(Subject).index(kind.subject) for kind in person]
    assert subjects == sorted(subjects)


@pytest.mark.parametrize("found", COMPLETE, ids=lambda found: found.kind)
def test_a_fact_comes_back_from_its_bytes(found: Fact) -> None:
    assert found.problems() == ()
    assert from_bytes(to_bytes(found)) == found
    assert read_or_unreadable(to_bytes(found)) == found


def test_choices_come_back_as_choices() -> None:
    back = from_bytes(to_bytes(good.consent(forms=[Form.GIFT], topics=[Topic.HARM], review_on=REVIEW)))

    assert isinstance(back, Consent)
    assert back.forms[0] is Form.GIFT
    assert back.value is ConsentValue.GIVEN


def _bytes(kind: str, **fields: Any) -> bytes:
    return json.dumps({"kind": kind, "fields": fields}).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"kind": "death"}',
        b'{"kind": "death", "fields": {}, "more": 1}',
        _bytes("no_such_kind"),
        _bytes("unreadable"),
        _bytes("identity"),
        _bytes("identity", known_as=3),
        _bytes("identity", known_as=None),
        _bytes("identity", known_as="Sam", unknown_field="x"),
        _bytes("identity", known_as="Sam", age_band="old"),
        _bytes("identity", known_as="Sam", age_band=3),
        _bytes("identity", known_as="Sam", date_of_birth="soon"),
        _bytes("preparation", sessions="2"),
        _bytes("preparation", sessions=2.0),
        _bytes("preparation", sessions=True),
        _bytes("consent", value="given", forms="gift", topics=["harm"]),
        _bytes("consent", value="given", forms=["telepathy"], topics=["harm"]),
        _bytes("consent", value="given", forms={"gift": 1}, topics=["harm"]),
    ],
)
def test_what_is_not_strictly_a_fact_is_not_read(raw: bytes) -> None:
    with pytest.raises(UnreadableFact):
        from_bytes(raw)
    assert isinstance(read_or_unreadable(raw), Unreadable)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    assert isinstance(read_or_unreadable(raw), Fact)


def test_the_refusal_to_read_carries_no_words_of_the_entry() -> None:
    with pytest.raises(UnreadableFact) as refused:
        from_bytes(_bytes("identity", known_as="Sam", age_band="secret words"))

    assert str(refused.value) == ""


def test_what_must_be_answered_cannot_be_left_blank() -> None:
    assert [field for field, _ in Identity(known_as="  ").problems()] == ["known_as"]
    assert [field for field, _ in Preparation(sessions=0).problems()] == ["sessions"]


def test_a_yes_names_a_form_and_a_topic_and_a_no_need_not() -> None:
    yes = Consent(value=ConsentValue.GIVEN)

    assert [field for field, _ in yes.problems()] == ["forms", "topics"]
    assert Consent(value=ConsentValue.WITHDRAWN).problems() == ()


def test_a_safe_way_names_at_least_one_way() -> None:
    nowhere = Reach(when_safe=SOME, who_may_answer=SOME, confirmed_on=REVIEW)

    assert [field for field, _ in nowhere.problems()] == ["phone"]


def test_each_field_is_asked_in_the_shape_in_which_it_is_held() -> None:
    """A choice of several asked as a line of text would take any words for a form of contact."""
    shapes = {
        (kind, field.name): (field.shape, field.choices)
        for kind in (Consent, Identity, Preparation, Reach)
        for field in asked(kind)
    }

    assert shapes[Consent, "forms"] == (Shape.SEVERAL_OF, Form)
    assert shapes[Consent, "topics"] == (Shape.SEVERAL_OF, Topic)
    assert shapes[Consent, "value"] == (Shape.ONE_OF, ConsentValue)
    assert shapes[Consent, "review_on"] == shapes[Reach, "confirmed_on"] == (Shape.DAY, None)
    assert shapes[Identity, "known_as"] == (Shape.SHORT, None)
    assert shapes[Reach, "when_safe"] == (Shape.LONG, None)
    assert shapes[Preparation, "sessions"] == (Shape.NUMBER, None)


def test_two_kinds_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="identity"):
        fact("identity", homes={Home.PERSON}, subject=Subject.WHO, title="Again")(type("Again", (Fact,), {}))


@pytest.mark.parametrize("hint", [bool, int | None, str | None, date | str, list[str], Home])
def test_a_fact_cannot_hold_what_no_form_can_ask(hint: object) -> None:
    """A bare yes or no has no "not known"; a number that may be missing would be read as one that is."""

    class Odd(Fact):
        flag: Any = ask("A bare yes or no?")

    Odd.__annotations__["flag"] = hint
    made = fact("odd", homes={Home.PERSON}, subject=Subject.WHO, title="Odd")(Odd)
    try:
        with pytest.raises(TypeError):
            asked(made)
    finally:
        del KINDS["odd"]


def test_the_package_answers_whether_a_fact_is_a_trigger() -> None:
    assert facts_package.is_trigger(good.consent(ConsentValue.WITHDRAWN))
    assert not facts_package.is_trigger(good.consent())
    assert not facts_package.is_trigger(AbuseFlag(value=YES))


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (Identity(known_as="Sam", language=Language.OTHER), "language_words"),
        (NoContactWork(work=ApartWork.OTHER), "words"),
        (WhoHelps(name="A friend", knows=YES), "words"),
        (replace(good.orders_check(), review_on=good.DAY - timedelta(days=9)), "review_on"),
    ],
    ids=lambda each: getattr(each, "kind", each),
)
def test_a_record_names_the_field_that_does_not_fit(found: Fact, field: str) -> None:
    assert [name for name, _ in found.problems()] == [field]
    assert Identity(known_as="Sam", language=Language.OTHER, language_words="BSL").problems() == ()
    assert NoContactWork(work=ApartWork.SUPPORT_CIRCLE).problems() == ()


def test_a_choice_is_found_by_its_stored_value_and_nothing_else() -> None:
    assert Form.of("gift") is Form.GIFT
    with pytest.raises(ValueError, match="telepathy"):
        Form.of("telepathy")
