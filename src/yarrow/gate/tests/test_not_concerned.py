"""Whom joint work of others leaves aside, and who is never left aside."""

from datetime import timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.readiness import NotConcerned
from yarrow.gate.facts.who import Death, Role
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, REVIEW, asks, codes, of_person

ASIDE = NotConcerned(reasons=good.SOME, second_worker="Second", review_on=REVIEW)


def room(*facts: Fact, part: Role = Role.HARMED) -> list[Fact]:
    return [good.identity(), good.role(part), *facts]


@pytest.mark.parametrize("form", sorted(JOINT))
def test_somebody_two_workers_leave_aside_holds_nothing_up(form: Form) -> None:
    assert of_person(room(ASIDE), asks(form)) == ()
    assert of_person(room(), asks(form))


@pytest.mark.parametrize("part", [Role.CAUSED_HARM, Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW])
def test_somebody_who_harmed_or_whose_part_is_open_is_never_left_aside(part: Role) -> None:
    assert "E7" in codes(of_person(room(ASIDE, part=part)))


def test_one_worker_alone_leaves_nobody_aside() -> None:
    alone = NotConcerned(reasons=good.SOME, second_worker=" ", review_on=REVIEW)
    assert "E7" in codes(of_person(room(alone)))


def test_news_after_it_and_its_day_end_it() -> None:
    assert "E7" in codes(of_person(room(ASIDE, Escalation())))
    lapsed = asks(day=REVIEW + timedelta(days=1))
    assert "E7" in codes(of_person(room(ASIDE), lapsed))
    assert of_person(room(ASIDE), asks(day=REVIEW)) == ()


def test_a_death_is_asked_of_everybody() -> None:
    assert codes(of_person(room(ASIDE, Death()))) >= {"DEATH"}
    assert codes(of_person(room(Death(), part=Role.SUPPORTER))) == {"DEATH"}


def test_a_supporter_is_answered_for_in_the_room_of_whom_they_support() -> None:
    assert of_person(room(part=Role.SUPPORTER), asks(day=DAY)) == ()
    both = [*room(part=Role.SUPPORTER), good.role(Role.CAUSED_HARM, "harm-2")]
    assert of_person(both, asks(day=DAY))


def test_work_with_one_person_still_asks_them() -> None:
    assert codes(of_person(room(ASIDE), asks(Form.NO_SEND_LETTER))) == {"E2"}
