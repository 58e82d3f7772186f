import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from yarrow.custody.rules import (
    CustodyState,
    Named,
    People,
    custodians_are_three,
    may_bring_custodians,
    may_serve,
    state_of,
    what_stays_off,
)
from yarrow.custody.rules.keeping import AFTER_A_CHANGE, EVERY
from yarrow.custody.terms import Keeping
from yarrow.kernel.decision import Allowed, Refused

from .conftest import THREE

pytestmark = pytest.mark.once
DAY = date(2026, 3, 10)
CLOSELY = "Changing who is kept away, or who knows of a closely kept case"
SIGNING, NUMBERS = "Signing for a joint meeting", "Changing this service's own numbers"
OWN_WORDS = "This service's own words about a way of working"
LETTING_OUT = "Letting out a paper that was stopped at the door"
NEW_KEY, MOVING = "A new recovery key after two lost codes", "Moving a case to the other pathway"
JOINT, TRAINING = "Joint work where there may be abuse", "Recording training and supervision"
ALL = People(
    practitioners=2,
    trained_practitioners=1,
    supervised_practitioners=2,
    supervisors=2,
    looking_after=3,
    intake=2,
    specialists=1,
    duty=2,
    everybody=10,
    custodians=3,
    has_drilled=True,
    supervisors_are_two=True,
    two_in_all=True,
    two_without_one=True,
    two_without_two=True,
    keepers_are_two=True,
    openings_reviewed=True,
)


def codes(decision: object) -> set[str]:
    assert isinstance(decision, Refused)
    return {reason.code for reason in decision.reasons}


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_other_than_three_custodians_are_refused(count: int) -> None:
    named = [Named(f"Person {n}", "Office", f"word {n}") for n in range(count)]

    assert codes(custodians_are_three(named)) == {"three"}


@pytest.mark.parametrize("twice", ["Ann Chair", "ann  chair", "ANN-CHAIR", "Ann Chair."])
def test_the_same_person_twice_is_refused(twice: str) -> None:
    assert codes(custodians_are_three([*THREE[:2], replace(THREE[2], name=twice)])) == {"different"}


def test_the_same_contact_word_twice_and_an_empty_box_are_refused() -> None:
    assert codes(custodians_are_three([*THREE[:2], replace(THREE[2], contact=" Heron ")])) == {"contact"}
    assert codes(custodians_are_three([*THREE[:2], replace(THREE[2], office=" - ")])) == {"complete"}


def test_three_different_people_may() -> None:
    assert custodians_are_three(THREE) == Allowed()


def state(**given: object) -> CustodyState:
    facts = {"made_on": DAY, "drilled_on": None, "is_live": False, "last_failed": False, "today": DAY}
    return state_of(**facts | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "keeping"),
    [
        ({}, Keeping.NOT_DRILLED),
        ({"today": DAY + AFTER_A_CHANGE}, Keeping.NOT_DRILLED),
        ({"today": DAY + AFTER_A_CHANGE + timedelta(1)}, Keeping.OVERDUE),
        ({"drilled_on": DAY}, Keeping.DRILLED),
        ({"drilled_on": DAY, "today": DAY + EVERY - timedelta(31)}, Keeping.DRILLED),
        ({"drilled_on": DAY, "today": DAY + EVERY - timedelta(30)}, Keeping.DUE_SOON),
        ({"drilled_on": DAY, "today": DAY + EVERY}, Keeping.DUE_SOON),
        ({"drilled_on": DAY, "today": DAY + EVERY + timedelta(1)}, Keeping.OVERDUE),
    ],
)
def test_when_a_drill_is_due(given: dict[str, object], keeping: Keeping) -> None:
    assert state(**given).keeping == keeping


def test_nothing_is_served_before_a_drill() -> None:
    for keeping in (Keeping.DEMONSTRATION, Keeping.NOT_SET_UP):
        assert isinstance(may_serve(CustodyState(keeping, is_live=True)), Refused)
    for keeping in set(Keeping) - {Keeping.DEMONSTRATION, Keeping.NOT_SET_UP}:
        assert codes(may_serve(CustodyState(keeping))) == {"not_drilled"}


def test_a_late_drill_stops_no_service_that_people_rely_on() -> None:
    for keeping in (Keeping.OVERDUE, Keeping.NOT_DRILLED, Keeping.DUE_SOON, Keeping.DRILLED):
        assert may_serve(CustodyState(keeping, is_live=True, last_failed=True)) == Allowed()


@pytest.mark.parametrize("post", ["practitioner", "intake", "specialist", "duty", "researcher", ""])
def test_custodians_are_brought_by_nobody_else(post: str) -> None:
    assert codes(may_bring_custodians(post=post, is_for_self=False, other_posts=[])) == {"by"}


def test_nobody_lets_themselves_in_while_another_could_ask() -> None:
    asked = may_bring_custodians(post="manager", is_for_self=True, other_posts=["intake", "supervisor"])

    assert codes(asked) == {"self"}
    assert may_bring_custodians(post="manager", is_for_self=True, other_posts=["intake"]) == Allowed()
    assert may_bring_custodians(post="supervisor", is_for_self=False, other_posts=["manager"]) == Allowed()


def test_with_nobody_here_everything_stays_off() -> None:
    assert not any(need.is_met for need in what_stays_off(People()))


def test_with_everybody_here_nothing_stays_off() -> None:
    assert all(need.is_met for need in what_stays_off(ALL))


@pytest.mark.parametrize(
    ("missing", "off"),
    [
        ({"custodians": 2}, {"Holding real data"}),
        ({"has_drilled": False}, {"Holding real data"}),
        ({"intake": 1}, {"Taking referrals"}),
        ({"practitioners": 1}, {"A second worker's word", LETTING_OUT}),
        ({"trained_practitioners": 0}, {JOINT}),
        ({"supervised_practitioners": 1}, {JOINT}),
        (
            {"supervisors": 0, "looking_after": 0},
            {SIGNING, CLOSELY, "Opening a case", TRAINING, MOVING, NUMBERS, OWN_WORDS, NEW_KEY},
        ),
        ({"supervisors": 1}, {SIGNING, CLOSELY}),
        ({"supervisors": 0}, {SIGNING, CLOSELY, "Opening a case", MOVING}),
        ({"looking_after": 1}, {NUMBERS, OWN_WORDS, NEW_KEY}),
        ({"keepers_are_two": False}, {NUMBERS, OWN_WORDS, NEW_KEY}),
        ({"openings_reviewed": False}, {"Reviewing emergency openings and searches"}),
        ({"specialists": 0}, {"A specialist's view"}),
        ({"duty": 1}, {"Emergency opening at night"}),
        ({"everybody": 3}, {"Lifting a freeze"}),
        ({"supervisors_are_two": False}, {SIGNING, CLOSELY}),
        ({"two_in_all": False}, {"Whatever two people do together", MOVING, LETTING_OUT}),
        ({"two_without_one": False}, {"New keys after a lost passphrase and a lost recovery code"}),
        ({"two_without_two": False}, {"Lifting a freeze"}),
        (
            {"everybody": 2},
            {"Lifting a freeze", "New keys after a lost passphrase and a lost recovery code", TRAINING},
        ),
    ],
)
def test_one_missing_person_turns_off_what_needs_them(missing: dict[str, Any], off: set[str]) -> None:
    needs = what_stays_off(replace(ALL, **missing))

    assert {need.what for need in needs if not need.is_met} == off


ASKS_FOR_TWO = re.compile(r"\b(is_independent_of|not_two_with|brought_in_by_the_other)\(")
SOURCE = Path(__file__).parents[2]
HOME = Path("staff/queries/standing.py")


def test_every_act_that_asks_for_two_has_a_row() -> None:
    """Who begins a service is told of each before somebody finds out on the day (design.md §4)."""
    named = {act for need in what_stays_off(ALL) for act in need.acts}
    files = [path.relative_to(SOURCE) for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    asking = {
        str(path) for path in files if path != HOME and ASKS_FOR_TWO.search((SOURCE / path).read_text())
    }

    assert len(asking) > len(what_stays_off(ALL)) // 2
    assert asking - named == set()
    assert [act for act in named if not (SOURCE / act).is_file()] == []


SERVICE_OF_THREE = People(
    practitioners=2,
    trained_practitioners=1,
    supervised_practitioners=2,
    supervisors=1,
    looking_after=1,
    everybody=3,
    two_in_all=True,
)
"""A service of three: two practitioners and their supervisor."""
FOR_JOINT_WORK = (JOINT, SIGNING, "A second worker's word")


def _off(people: People) -> set[str]:
    return {need.what for need in what_stays_off(people) if not need.is_met} & set(FOR_JOINT_WORK)


def test_three_people_do_joint_work_with_a_guest_who_signs_and_not_without() -> None:
    assert _off(SERVICE_OF_THREE) == {SIGNING}
    assert _off(replace(SERVICE_OF_THREE, guest_can_sign=True)) == set()


def test_a_guest_signs_and_is_nowhere_else_the_second() -> None:
    """Without a supervisor of the service itself no guest signs anything."""
    assert SIGNING in _off(replace(SERVICE_OF_THREE, supervisors=0, guest_can_sign=True))
    changed = {
        one.what
        for one, other in zip(
            what_stays_off(SERVICE_OF_THREE),
            what_stays_off(replace(SERVICE_OF_THREE, guest_can_sign=True)),
            strict=True,
        )
        if one != other
    }
    assert changed == {SIGNING}
    assert [need.what for need in what_stays_off(SERVICE_OF_THREE) if "guest" in need.takes] == [SIGNING]
