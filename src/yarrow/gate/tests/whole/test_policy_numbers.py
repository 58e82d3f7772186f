"""Each number that a service may tighten is read where it is asked: by a rule of rooms, or by an act."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from yarrow.gate.acts.reaching import NOT_CONFIRMED, Way, reasons_not_to_reach
from yarrow.gate.catalogue import ASKS_MORE
from yarrow.gate.forms import Form
from yarrow.gate.limits import Unit
from yarrow.gate.person import reasons_for_person
from yarrow.gate.policy import (
    LIMITS,
    NOT_KNOWN,
    OF_ACTS,
    OWN,
    TIGHTEST,
    is_as_strict,
    numbers_of,
    policy_of,
    problems_of,
)
from yarrow.gate.question import Question
from yarrow.gate.rules import readiness
from yarrow.gate.standing import CELLS
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, written
from yarrow.gate.topics import Topic

BY_NAME = {limit.name: limit for limit in LIMITS}


@pytest.mark.parametrize("pause", ["pause_hours", "signing_hours"])
def test_a_signature_outlasts_the_longest_pause(pause: str) -> None:
    limits = BY_NAME["sign_off_days"], BY_NAME[pause]

    assert timedelta(days=limits[0].tightest) > timedelta(hours=limits[1].tightest)


def test_people_are_asked_again_one_time_after_the_other_whatever_a_service_asks() -> None:
    order = [BY_NAME[f"{each}_contact_days"] for each in ("first", "second", "third", "fourth", "fifth")]

    for sooner, later in pairwise(order):
        assert sooner.own < later.tightest < later.own


def test_what_goes_on_where_nothing_is_known_goes_by_the_strictest_numbers() -> None:
    assert NOT_KNOWN.in_an_act() == TIGHTEST
    assert OWN.in_an_act() is OWN
    assert is_as_strict(TIGHTEST, OWN)
    assert not is_as_strict(OWN, TIGHTEST)
    assert numbers_of(TIGHTEST) == {limit.name: limit.tightest for limit in LIMITS}


@pytest.mark.parametrize("name", sorted(OF_ACTS))
def test_a_number_of_an_act_changes_no_rooms_answer(name: str) -> None:
    assert BY_NAME[name].unit in {Unit.DAYS, Unit.HOURS}
    asks = policy_of(1, {name: BY_NAME[name].tightest})
    for form, topic in CELLS:
        question = Question(form, frozenset({topic}), DAY)
        found = reasons_for_person(written(good.harmed()), question)
        assert reasons_for_person(written(good.harmed()), replace(question, policy=asks)) == found


@pytest.mark.parametrize("sessions", [2, 3, 6])
def test_somebody_prepared_too_seldom_waits_and_is_told_who_asks_it(sessions: int) -> None:
    question = Question(Form.CONFERENCE, frozenset({Topic.HARM}), DAY)
    asks = replace(question, policy=policy_of(1, {"sessions": sessions}))
    rooms = written(good.harmed())  # prepared twice

    found = reasons_for_person(rooms, asks)

    assert readiness.TOO_LITTLE_PREPARATION not in reasons_for_person(rooms, question)
    assert (readiness.TOO_LITTLE_PREPARATION in found) is (sessions > 2)
    assert (ASKS_MORE in found) is (sessions > 2)


@pytest.mark.parametrize(
    ("changes", "days", "waits"),
    [
        ({}, 14, set()),
        ({"message_days": 7}, 7, set()),
        ({"message_days": 7}, 8, {Way.MESSAGE}),
        ({"message_days": 4}, 5, {Way.MESSAGE}),
        ({"reach_days": 7}, 8, {Way.MESSAGE, Way.SPOKEN}),
    ],
)
def test_a_way_counts_for_a_message_as_long_as_the_service_says(
    changes: dict[str, int], days: int, waits: set[Way]
) -> None:
    asks, day = policy_of(1, changes), DAY + timedelta(days=days)
    rooms = written([good.reach()])

    for way in Way:
        assert (NOT_CONFIRMED in reasons_not_to_reach(rooms, way, day, asks)) is (way in waits)


def test_how_far_each_number_may_be_tightened_and_which_rule_it_belongs_to() -> None:
    """Past these nothing would ever go ahead, and that is a decision of the law of a house, not a number."""
    assert {limit.name: (limit.code, limit.tightest) for limit in LIMITS} == {
        "reach_days": ("E2", 7),
        "message_days": ("E2", 4),
        "abuse_screen_days": ("E4", 14),
        "screen_days": ("E13", 4),
        "course_risk_days": ("COURSE", 4),
        "orders_days": ("E25", 4),
        "team_days": ("E22", 7),
        "sign_off_days": ("E22", 7),
        "supervision_days": ("E6", 14),
        "pause_hours": ("PAUSE", 144),
        "signing_hours": ("E33", 144),
        "hold_minutes": ("E23", 60),
        "workers": ("E5", 4),
        "vetted_by": ("E27", 4),
        "sessions": ("E22", 6),
        "first_contact_days": ("E35", 1),
        "second_contact_days": ("E35", 7),
        "third_contact_days": ("E35", 28),
        "fourth_contact_days": ("E35", 56),
        "fifth_contact_days": ("E35", 112),
    }
    assert numbers_of(TIGHTEST) == {limit.name: limit.tightest for limit in LIMITS}


@pytest.mark.parametrize("change", [{"reach_days": "7"}, {"reach_days": True}, {"high_risk": 7}])
def test_who_types_no_number_is_told_so(change: dict[str, object]) -> None:
    """A form that takes it without a word lets two people sign what nobody asked for."""
    [(name, words)] = problems_of(change)

    assert [name] == list(change)
    assert "whole number" in words


def test_a_number_that_is_too_strict_is_told_apart_from_one_that_is_looser() -> None:
    [(_name, too_tight)] = problems_of({"reach_days": 6})
    [(_name, looser)] = problems_of({"reach_days": 31})

    assert "nothing could go ahead" in too_tight
    assert "never looser" in looser
    assert not list(problems_of({"reach_days": 7, "workers": 4}))
