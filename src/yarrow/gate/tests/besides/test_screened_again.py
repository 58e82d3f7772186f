"""Work without abuse is screened properly and again, in each setting, and stays quick."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.risk import (
    ABUSE_SCREEN_HOLDS_FOR,
    AbuseScreen,
    NoAbuseBasis,
    Relation,
    ScreenResult,
)
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import DIRECT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, UNKNOWN, YES, asks, codes, of_person, of_team, written

FAR = DAY + timedelta(days=400)
LAST = DAY + ABUSE_SCREEN_HOLDS_FOR
CLEAR = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
SHORT = 8
"""So many records of one person, at the most, stand before a meeting without abuse."""


def told() -> list[Fact]:
    return [good.identity(), good.role(Role.HARMED), good.reach(), good.informed(), good.consent()]


def by_relation(relation: Relation) -> list[Fact]:
    return [*told(), good.no_abuse(relation=relation, review_on=FAR)]


def by_screens(*screens: Fact) -> list[Fact]:
    said = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN, review_on=FAR)
    return [*told(), *(screens or (CLEAR,)), said]


SETTINGS = [
    ("family", Form.FAMILY_MEETING, by_screens()),
    ("school", Form.CIRCLE_WITH_ALL, by_relation(Relation.PUPILS)),
    ("workplace", Form.CIRCLE_WITH_ALL, by_relation(Relation.COLLEAGUES)),
    ("community", Form.CIRCLE_WITH_ALL, by_relation(Relation.NEIGHBOURS)),
    ("prison", Form.CIRCLE_WITH_ALL, by_relation(Relation.STRANGERS)),
]


@pytest.mark.parametrize(("setting", "form", "room"), SETTINGS)
def test_in_each_setting_a_few_records_are_enough(setting: str, form: Form, room: list[Fact]) -> None:
    assert of_person(room, asks(form)) == (), setting
    assert of_team([good.flag_no()], asks(form)) == (), setting
    assert len(room) <= SHORT


def later(days: int, *facts: Fact) -> tuple[Recorded, ...]:
    """The same room, with more written so many days later."""
    first = written(by_screens())
    more = written(facts, DAY + timedelta(days=days))
    return (*first, *(replace(each, number=each.number + len(first)) for each in more))


def refused(recorded: tuple[Recorded, ...], day: date) -> set[str]:
    """How to reach them lapses sooner, and is another rule."""
    return codes(reasons_for_person(recorded, asks(Form.FAMILY_MEETING, day=day))) - {"E2"}


def test_what_rests_on_asking_lapses_and_asking_again_lifts_it() -> None:
    asked_once = later(0)
    assert refused(asked_once, LAST) == set()
    assert {"E7", "E13"} <= refused(asked_once, LAST + timedelta(days=1))
    again = later(80, CLEAR)
    assert refused(again, LAST + timedelta(days=1)) == set()


def test_saying_no_abuse_anew_without_asking_again_lifts_nothing() -> None:
    said = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN, review_on=FAR)
    recorded = later(91, said)
    assert "E7" in refused(recorded, LAST + timedelta(days=1))


@pytest.mark.parametrize(
    "again",
    [
        AbuseScreen(alone=UNKNOWN, result=ScreenResult.CLEAR),
        AbuseScreen(alone=YES, result=ScreenResult.UNKNOWN),
        AbuseScreen(alone=YES, result=ScreenResult.CONCERN),
    ],
    ids=["not alone", "no result", "a worry"],
)
def test_asking_again_badly_ends_it_at_once(again: AbuseScreen) -> None:
    assert "E7" in refused(later(10, again), DAY + timedelta(days=10))


@pytest.mark.parametrize("form", sorted(DIRECT))
def test_how_they_know_each_other_must_be_known_to_clear_anybody(form: Form) -> None:
    """A household, a family or a couple is no value of it: they are asked alone, or not cleared."""
    assert "E7" in codes(of_person(by_relation(Relation.UNKNOWN), asks(form)))
