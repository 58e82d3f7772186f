"""The gate counts answers; anything but a plain yes from all is "not yet"."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from yarrow.gate.ask import NotYet, Possible, ask, remains_possible
from yarrow.gate.facts.base import Home
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.reasons import GateReason
from yarrow.gate.standing import RoomAnswer, answer, standing_of
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, asks, codes, written

HERS, HIS, CHILD = UUID(int=1), UUID(int=2), UUID(int=3)
STANDS, DOES_NOT, UNKNOWN = RoomAnswer.STANDS, RoomAnswer.DOES_NOT, RoomAnswer.UNKNOWN
ALL_STAND = {HERS: STANDS, HIS: STANDS, CHILD: STANDS}


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_complete_case_is_possible_from_real_rooms(form: Form) -> None:
    question = asks(form)
    rooms = {
        room: answer(standing_of(written(facts), Home.PERSON, DAY), question)
        for room, facts in ((HERS, good.harmed()), (HIS, good.caused_harm()), (CHILD, good.child()))
    }
    team = answer(standing_of(written(good.team()), Home.TEAM, DAY), question)

    assert ask(question, rooms, team, good.plan()) == Possible(question)


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("said", [DOES_NOT, UNKNOWN])
@pytest.mark.parametrize("room", [HERS, HIS, CHILD])
def test_one_room_that_does_not_plainly_stand_closes_it(form: Form, said: RoomAnswer, room: UUID) -> None:
    found = ask(asks(form), {**ALL_STAND, room: said}, STANDS, good.plan())

    assert isinstance(found, NotYet)
    assert found.rooms == (room,)
    assert codes(found.reasons) == {"ROOM"}


def test_the_words_are_the_same_for_no_and_for_not_known() -> None:
    no = ask(asks(), {**ALL_STAND, HERS: DOES_NOT}, STANDS, good.plan())
    unknown = ask(asks(), {**ALL_STAND, HERS: UNKNOWN}, STANDS, good.plan())

    assert no == unknown


@pytest.mark.parametrize("team", [DOES_NOT, UNKNOWN])
def test_the_team_closes_it(team: RoomAnswer) -> None:
    assert codes(_reasons(ask(asks(), ALL_STAND, team, good.plan()))) == {"ROOM"}


def test_no_plan_or_a_short_plan_closes_it() -> None:
    assert not ask(asks(), ALL_STAND, STANDS, None)
    unsigned = replace(good.plan(), sign_off=None)
    assert codes(_reasons(ask(asks(), ALL_STAND, STANDS, unsigned))) == {"E22"}


def test_nothing_joint_is_asked_of_fewer_than_two_rooms() -> None:
    for rooms in ({}, {HERS: STANDS}):
        assert not ask(asks(), rooms, STANDS, good.plan())
    assert ask(asks(), {HERS: STANDS, HIS: STANDS}, STANDS, good.plan())


@pytest.mark.parametrize("form", sorted(APART))
def test_work_with_one_person_asks_only_that_room(form: Form) -> None:
    assert ask(asks(form), {HERS: STANDS}, DOES_NOT, None)
    assert not ask(asks(form), {HERS: UNKNOWN}, STANDS, good.plan())
    assert not ask(asks(form), {}, STANDS, good.plan())
    assert not ask(asks(form), ALL_STAND, STANDS, good.plan())


@pytest.mark.parametrize("rooms", [None, 3, {HERS: STANDS, HIS: "yes"}])
def test_what_cannot_be_counted_is_not_yet(rooms: Any) -> None:
    assert isinstance(ask(asks(), rooms, STANDS, good.plan()), NotYet)


def test_a_plan_that_cannot_be_read_is_not_yet() -> None:
    broken: Any = replace(good.plan(), practitioners=None)  # type: ignore[arg-type]  # broken on purpose

    assert "UNKNOWN" in codes(_reasons(ask(asks(), ALL_STAND, STANDS, broken)))


@pytest.mark.parametrize("form", sorted(Form))
def test_something_always_stays_possible(form: Form) -> None:
    assert {each.code for each in remains_possible(asks(form))} == {"E28", "E12"}


def _reasons(found: Possible | NotYet) -> tuple[GateReason, ...]:
    assert isinstance(found, NotYet)
    return found.reasons
