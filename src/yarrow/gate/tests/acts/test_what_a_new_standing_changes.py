"""What a new standing opens, which waits for somebody inside; and what it closes, which is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.acts.moving import SAYS_NOTHING, MovesOn, StageNow
from yarrow.gate.facts.base import Home
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.standing import (
    CELLS,
    DOES_NOT_STAND,
    RULES_VERSION,
    Cell,
    Last,
    Standing,
    closes_what_stood,
    opens_more,
)
from yarrow.gate.tests.favourable import DAY
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

MEETING: Cell = (Form.CONFERENCE, Topic.HARM)
CARRIED: Cell = (Form.LETTER, Topic.HARM)
ALONE: Cell = (Form.ONE_PERSON_WORK, Topic.HARM)
NOW = StageNow(number=1, began_on=DAY)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def room(*stands: Cell, until: date | None = DAY, moves_on: MovesOn = SAYS_NOTHING) -> Standing:
    """A room in which these stand until that day, and nothing else does."""
    lasts = dict.fromkeys(stands, Last(stands=True, last_day=until))
    answers = dict.fromkeys(CELLS, DOES_NOT_STAND) | lasts
    return Standing(Home.PERSON, RULES_VERSION, Answer.UNKNOWN, answers, None, moves_on=moves_on)


def moves(last_day: date | None, stage: StageNow | None = NOW) -> Standing:
    return room(moves_on=MovesOn(stage=stage, last_day=last_day))


@pytest.mark.parametrize("cell", [MEETING, CARRIED, ALONE])
def test_what_stands_now_and_did_not_before_opens_something(cell: Cell) -> None:
    """Time alone opens nothing: somebody inside looks first (design.md §4, "Standings")."""
    assert opens_more(room(), room(cell), DAY)
    assert opens_more(room(cell, until=YESTERDAY), room(cell), DAY), "it had ended by that day"
    other = MEETING if cell is ALONE else ALONE
    assert opens_more(room(other), room(other, cell), DAY)


def test_what_stands_as_before_or_no_longer_opens_nothing() -> None:
    for was, now in (
        (room(), room()),
        (room(MEETING), room(MEETING)),
        (room(MEETING), room()),
        (room(MEETING, CARRIED), room(MEETING)),
        (room(MEETING), room(MEETING, until=TOMORROW)),
        (room(), room(MEETING, until=YESTERDAY)),
        (room(), room(MEETING, until=None)),
    ):
        assert not opens_more(was, now, DAY)


def test_one_thing_that_opens_is_not_outweighed_by_another_that_closes() -> None:
    assert opens_more(room(CARRIED), room(MEETING), DAY)


@pytest.mark.parametrize("was", [None, YESTERDAY])
@pytest.mark.parametrize(("now", "opens"), [(None, False), (YESTERDAY, False), (DAY, True), (TOMORROW, True)])
def test_a_case_that_might_not_move_on_and_now_may_has_something_opened(
    was: date | None, now: date | None, *, opens: bool
) -> None:
    assert opens_more(moves(was), moves(now), DAY) is opens


def test_a_case_that_might_move_on_before_has_nothing_opened_by_it() -> None:
    for was in (DAY, TOMORROW):
        for now in (None, YESTERDAY, DAY, TOMORROW):
            assert not opens_more(moves(was), moves(now), DAY)


def test_a_first_word_about_moving_on_opens_nothing_that_was_closed() -> None:
    """A room that said nothing of it said no "no" either."""
    assert not opens_more(moves(None, stage=None), moves(DAY), DAY)
    assert opens_more(
        replace(moves(None, stage=None)), replace(moves(DAY), answers=room(MEETING).answers), DAY
    )


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_joint_form_that_stood_on_that_day_and_does_not_now_is_closed(form: Form) -> None:
    cell = (form, Topic.HARM)

    assert closes_what_stood(room(cell), room(), DAY)
    assert closes_what_stood(room(cell), room(cell, until=YESTERDAY), DAY)
    assert closes_what_stood(room(cell, until=TOMORROW), room(ALONE), DAY)
    assert not closes_what_stood(room(cell), room(cell), DAY)
    assert not closes_what_stood(room(cell, until=YESTERDAY), room(), DAY), "it stood no longer anyway"
    assert not closes_what_stood(room(), room(cell), DAY)


@pytest.mark.parametrize("form", sorted(APART))
def test_work_with_one_person_is_no_joint_form_to_be_called_off(form: Form) -> None:
    assert not closes_what_stood(room((form, Topic.HARM)), room(), DAY)


@pytest.mark.parametrize("now", list(Answer))
@pytest.mark.parametrize("was", list(Answer))
def test_where_nobody_answers_for_the_harm_any_more_what_was_signed_falls(was: Answer, now: Answer) -> None:
    """Others signed because somebody would answer for it (E19)."""
    before, after = replace(room(MEETING), caused_harm=was), replace(room(MEETING), caused_harm=now)

    assert closes_what_stood(before, after, DAY) is (was is Answer.YES and now is not Answer.YES)
