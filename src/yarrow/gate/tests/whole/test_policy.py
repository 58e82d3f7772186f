"""Numbers go one way only, and a tighter number never opens what the rule's own keeps closed."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.ask import NotYet
from yarrow.gate.catalogue import ASKS_MORE, CANNOT_BE_READ
from yarrow.gate.facts import KINDS
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.forms import APART, DIRECT, JOINT, Form
from yarrow.gate.limits import Limit, Stricter, Unit
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import reasons_for_plan
from yarrow.gate.policy import (
    LIMITS,
    NOT_KNOWN,
    OWN,
    Policy,
    UnreadablePolicy,
    changes_of,
    is_as_strict,
    policy_of,
    problems_of,
)
from yarrow.gate.question import Question
from yarrow.gate.rulebook import any_refuses, reasons_in
from yarrow.gate.rules import consent, plan, reach
from yarrow.gate.standing import CELLS, RoomAnswer, answer, last_day, standing_of
from yarrow.gate.standing_bytes import from_bytes, to_bytes
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, written
from yarrow.gate.tests.whole.questions import Where, Whole, complete, is_open, said, whole_questions
from yarrow.gate.tests.whole.worse import spoilt
from yarrow.gate.topics import Topic
from yarrow.gate.trial import tried
from yarrow.gate.view import FactsView

BY_NAME = {limit.name: limit for limit in LIMITS}


def tightest() -> Policy:
    return policy_of(1, {limit.name: limit.tightest for limit in LIMITS})


def one_step(limit: Limit) -> int:
    return limit.own - 1 if limit.stricter is Stricter.FEWER else limit.own + 1


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_looser_number_cannot_be_made(limit: Limit) -> None:
    looser = limit.own + 1 if limit.stricter is Stricter.FEWER else limit.own - 1

    with pytest.raises(UnreadablePolicy):
        policy_of(1, {limit.name: looser})
    with pytest.raises(UnreadablePolicy):
        replace(OWN, **{limit.name: looser})
    [(name, words)] = problems_of({limit.name: looser})
    assert name == limit.name
    assert "never looser" in words


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_past_the_tightest_nothing_could_go_ahead(limit: Limit) -> None:
    beyond = limit.tightest - 1 if limit.stricter is Stricter.FEWER else limit.tightest + 1

    with pytest.raises(UnreadablePolicy):
        policy_of(1, {limit.name: beyond})


@pytest.mark.parametrize("value", ["7", 7.0, True, None, [7], float("nan")])
def test_what_is_no_whole_number_is_refused(value: object) -> None:
    with pytest.raises(UnreadablePolicy):
        policy_of(1, {"reach_days": value})


@pytest.mark.parametrize("name", ["number", "is_known", "days", "", "high_risk", "REACH_DAYS"])
def test_a_name_that_no_rule_asks_is_refused(name: str) -> None:
    with pytest.raises(UnreadablePolicy):
        policy_of(1, {name: 7})


@pytest.mark.parametrize("number", [0, -1])
def test_only_the_rules_own_numbers_have_no_number(number: int) -> None:
    with pytest.raises(UnreadablePolicy):
        policy_of(number, {})


def test_the_numbers_of_rules_are_what_they_were() -> None:
    assert changes_of(OWN) == {}
    assert {limit.name: limit.own for limit in LIMITS} == {
        "reach_days": 30,
        "message_days": 14,
        "abuse_screen_days": 90,
        "screen_days": 14,
        "course_risk_days": 14,
        "orders_days": 28,
        "team_days": 56,
        "sign_off_days": 14,
        "supervision_days": 84,
        "pause_hours": 72,
        "signing_hours": 72,
        "hold_minutes": 15,
        "workers": 2,
        "vetted_by": 2,
        "sessions": 2,
        "first_contact_days": 2,
        "second_contact_days": 14,
        "third_contact_days": 42,
        "fourth_contact_days": 91,
        "fifth_contact_days": 182,
    }


def test_what_counts_no_days_is_no_length_of_time() -> None:
    with pytest.raises(UnreadablePolicy):
        OWN.days("workers")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_that_ages_has_a_number_of_its_own_length(kind: Any) -> None:
    ages = {limit for limit in (kind.holds_for, kind.fresh_for) if limit is not None}

    assert bool(kind.aged_by) or not (ages or kind.counts_from)
    if kind.aged_by:
        assert BY_NAME[kind.aged_by].unit is Unit.DAYS
        assert ages <= {OWN.days(kind.aged_by)}
    if kind.counts_from:
        assert kind.counts_from in {each.name for each in fields(kind)}


def test_what_is_not_known_refuses_everything_also_work_with_one_person() -> None:
    rooms = written(good.harmed())

    for form, topic in CELLS:
        question = Question(form, frozenset({topic}), DAY, NOT_KNOWN)
        assert reasons_for_person(rooms, question) == (CANNOT_BE_READ,)
        assert form in APART or reasons_for_plan(good.plan(), question) == (CANNOT_BE_READ,)
    standing = standing_of(rooms, Home.PERSON, DAY, policy=NOT_KNOWN)
    assert not any(last.stands for last in standing.answers.values())
    question = Question(Form.ONE_PERSON_WORK, frozenset({Topic.HARM}), DAY, NOT_KNOWN)
    assert answer(standing_of(rooms, Home.PERSON, DAY), question) is RoomAnswer.UNKNOWN


def test_a_standing_of_other_numbers_is_unknown() -> None:
    rooms, later = written(good.harmed()), tightest()
    question = Question(Form.ONE_PERSON_WORK, frozenset({Topic.HARM}), DAY)
    before, after = standing_of(rooms, Home.PERSON, DAY), standing_of(rooms, Home.PERSON, DAY, policy=later)

    assert answer(before, question) is RoomAnswer.STANDS
    assert answer(before, replace(question, policy=later)) is RoomAnswer.UNKNOWN
    assert answer(after, question) is RoomAnswer.UNKNOWN
    assert answer(after, replace(question, policy=later)) is RoomAnswer.STANDS
    assert from_bytes(to_bytes(after)) == after


def test_a_tighter_number_ends_a_standing_sooner() -> None:
    question = Question(Form.ONE_PERSON_WORK, frozenset({Topic.HARM}), DAY)
    sooner = policy_of(1, {"reach_days": 10})
    own = last_day(standing_of(written(good.harmed()), Home.PERSON, DAY), question)
    then = last_day(standing_of(written(good.harmed()), Home.PERSON, DAY, policy=sooner), question)

    assert own is not None
    assert then is not None
    assert own - then == timedelta(days=20)


@pytest.mark.parametrize(
    ("name", "ground"), [("reach_days", reach.REACH_OLD), ("screen_days", consent.SCREEN_LAPSED)]
)
def test_a_record_counts_until_the_tighter_day_and_not_after(name: str, ground: object) -> None:
    rooms, asks = written(good.harmed()), policy_of(1, {name: 7})
    last = DAY + timedelta(days=7)

    for day, refuses in ((last, False), (last + timedelta(days=1), True)):
        question = Question(Form.CONFERENCE, frozenset({Topic.HARM}), day, asks)
        assert (ground in reasons_for_person(rooms, question)) is refuses
        assert ground not in reasons_for_person(rooms, replace(question, policy=OWN))
        assert (ASKS_MORE in reasons_for_person(rooms, question)) is refuses
        assert ASKS_MORE not in reasons_for_person(rooms, replace(question, policy=OWN))


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("sign_off_days", plan.NOT_SIGNED),
        ("supervision_days", plan.NOT_SUPERVISED),
        ("workers", plan.TOO_FEW),
        ("vetted_by", plan.NOT_VETTED),
    ],
)
def test_a_plan_is_asked_by_the_tighter_number(name: str, ground: object) -> None:
    form = Form.LETTER if name == "vetted_by" else Form.CONFERENCE
    limit, made = BY_NAME[name], good.plan()
    day = DAY + (timedelta(days=limit.own) if limit.unit is Unit.DAYS else timedelta(0))
    people = tuple(replace(each, dva_competent_until=day, supervised_on=DAY) for each in made.practitioners)
    facts = replace(made, practitioners=people)
    question = Question(form, frozenset({Topic.LIVING_TOGETHER}), day)
    asks = replace(question, policy=policy_of(1, {name: one_step(limit)}))

    assert not {ground, ASKS_MORE} & set(reasons_for_plan(facts, question))
    assert {ground, ASKS_MORE} <= set(reasons_for_plan(facts, asks))


def test_facts_read_by_other_numbers_than_the_question_are_refused() -> None:
    facts = FactsView(written(good.harmed()), Home.PERSON, tightest())
    question = Question(Form.ONE_PERSON_WORK, frozenset(), DAY)

    assert reasons_in((), facts, question) == (CANNOT_BE_READ,)
    assert any_refuses((), facts, question)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy that may be."""
    bounds = {limit.name: sorted((limit.own, limit.tightest)) for limit in LIMITS}
    return policy_of(1, {name: draw(st.integers(low, high)) for name, (low, high) in bounds.items()})


def under(whole: Whole, policy: Policy) -> Whole:
    return replace(whole, question=replace(whole.question, policy=policy))


@given(whole=st.one_of(whole_questions(), whole_questions().flatmap(spoilt)), asks=policies())
@settings(max_examples=80, deadline=None)
def test_no_policy_opens_what_the_rules_own_numbers_keep_closed(whole: Whole, asks: Policy) -> None:
    assert not is_open(under(whole, asks)) or is_open(whole)


@pytest.mark.long
@given(whole=whole_questions().flatmap(spoilt), one=policies(), other=policies())
@settings(max_examples=5000, deadline=None)
def test_no_policy_opens_it_many_times(whole: Whole, one: Policy, other: Policy) -> None:
    assert is_as_strict(one, OWN)
    if is_as_strict(one, other):
        assert not is_open(under(whole, one)) or is_open(under(whole, other))
    assert not is_open(under(whole, one)) or is_open(whole)


def test_a_complete_case_is_still_reached_under_the_tightest_days() -> None:
    """What is right on the day itself counts, however tight; workers, readers and minutes ask for more."""
    days = {limit.name: limit.tightest for limit in LIMITS if limit.unit in {Unit.DAYS, Unit.HOURS}}

    for form in sorted(JOINT):
        whole = under(complete(Where.ABUSE, form, [Topic.HARM]), policy_of(1, days))
        assert is_open(whole), said(whole)


def test_a_trial_names_what_would_wait_and_never_what_waits_already() -> None:
    rooms = written(good.harmed())
    day = DAY + timedelta(days=10)
    sooner = policy_of(1, {"screen_days": 7})

    found = tried(rooms, Home.PERSON, day, now=OWN, then=sooner)
    assert set(found.would_wait) & DIRECT
    assert not found.would_stand
    assert not set(found.would_wait) & APART
    assert tried(rooms, Home.PERSON, day, now=sooner, then=OWN).would_stand == found.would_wait
    silent = [each for each in rooms if not isinstance(each.fact, CoercionScreen)]
    assert tried(silent, Home.PERSON, day, now=OWN, then=sooner).would_wait == ()


def test_a_trial_says_nothing_of_a_room_that_cannot_be_read() -> None:
    rooms = written(good.harmed())

    assert not tried((*rooms, rooms[0]), Home.PERSON, DAY, now=OWN, then=tightest()).is_read
    assert not tried(rooms, Home.PERSON, DAY, now=OWN, then=NOT_KNOWN).is_read


def test_nothing_goes_ahead_where_nobody_knows_what_the_service_asks() -> None:
    assert isinstance(said(under(complete(Where.ABUSE, Form.CONFERENCE, [Topic.HARM]), NOT_KNOWN)), NotYet)
