"""Work with one person waits for nobody else (domain.md E12, E28)."""

from datetime import timedelta

import pytest

from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.harm import OngoingAbuse
from yarrow.gate.facts.readiness import Extent, Supporter
from yarrow.gate.facts.risk import Level
from yarrow.gate.facts.who import ReachConfirmed
from yarrow.gate.forms import APART, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, asks, codes, of_person

ALONE = sorted(APART - {Form.CIRCLE_OF_OWN_PEOPLE, Form.SURROGATE})
"""A circle needs who comes prepared, and who stands in must be known: other people are there."""


@pytest.mark.parametrize("form", ALONE)
def test_a_safe_way_to_reach_them_is_all_it_needs(form: Form) -> None:
    assert codes(of_person([], asks(form))) == {"E2"}
    assert of_person([good.reach()], asks(form)) == ()


@pytest.mark.parametrize("form", ALONE)
def test_nothing_that_holds_joint_work_holds_it(form: Form) -> None:
    told = [good.reach(), OngoingAbuse(), good.risk(Level.HIGH), good.acknowledgement(Extent.NONE)]

    assert of_person(told, asks(form)) == ()


@pytest.mark.parametrize("form", sorted(APART))
@pytest.mark.parametrize(("days", "held"), [(-1, True), (0, False), (30, False), (31, True)])
def test_a_way_confirmed_more_than_30_days_ago_or_on_a_day_to_come_does_not_count(
    form: Form,
    days: int,
    *,
    held: bool,
) -> None:
    facts = [good.reach(DAY - timedelta(days=days)), good.supporter(), good.stand_in()]
    reasons = of_person(facts, asks(form))

    assert codes(reasons) == ({"E2"} if held else set())
    assert all(reason.absent for reason in reasons)


def test_a_call_confirms_again_in_one_press() -> None:
    old = good.reach(DAY - timedelta(days=40))
    again = ReachConfirmed(confirmed_on=DAY)

    assert of_person([old, again], asks(Form.NO_SEND_LETTER)) == ()
    assert codes(of_person([again, old], asks(Form.NO_SEND_LETTER))) == {"E2"}


def test_a_circle_of_own_people_needs_them_prepared_and_checked() -> None:
    circle = asks(Form.CIRCLE_OF_OWN_PEOPLE)
    unready = Supporter(name="A friend", prepared=good.YES)

    assert codes(of_person([good.reach(), unready], circle)) == {"E22"}
    assert of_person([good.reach(), unready, good.supporter()], circle) == ()


def test_only_their_own_no_for_that_very_form_holds_it() -> None:
    said_no = [good.reach(), good.consent(ConsentValue.DECLINED, forms=[Form.NO_SEND_LETTER])]

    assert codes(of_person(said_no, asks(Form.NO_SEND_LETTER))) == {"E16"}
    assert of_person(said_no, asks(Form.ONE_PERSON_WORK)) == ()
