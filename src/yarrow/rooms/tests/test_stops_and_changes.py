"""What stops joint work here and what the gate calls a change are one thing, told at the same time."""

import pytest

from yarrow.cases.terms import StopKind
from yarrow.gate.acts.changes import Line, change_of
from yarrow.gate.facts import notice_for_team
from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import Pregnancy, Separation, SeparationState, Warned, WarningState
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.course import Course, Which
from yarrow.gate.facts.harm import Fear
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.tests.whole.worse import SAID_IN_A_ROOM
from yarrow.gate.words import Answer, LongText
from yarrow.rooms.rules import stop_of

pytestmark = pytest.mark.once

SAID = [
    *SAID_IN_A_ROOM,
    *(Separation(state=state) for state in SeparationState),
    *(Pregnancy(known_to_other=known) for known in Answer),
    *(Course(which=which) for which in Which),
    *(Warned(state=state) for state in WarningState),
    *(Consent(value=value) for value in ConsentValue),
    *(
        Order(reference="One", kind_of_order=OrderKind.BAIL, state=state, bars=(Bar.DIRECT,))
        for state in OrderState
    ),
    Fear(words=LongText("Of him.")),
]
KIND_OF_LINE = {Line.AT_ONCE: StopKind.OPEN, Line.AT_CONFIRMATION: StopKind.CONFIDED}


@pytest.mark.parametrize("said", SAID, ids=lambda fact: fact.kind)
def test_a_change_of_the_gate_stops_joint_work_and_is_told_when_its_row_says(said: Fact) -> None:
    row = change_of(said)

    if row is not None:
        assert stop_of(said) is KIND_OF_LINE[row.line]
        assert notice_for_team(said) is not None


@pytest.mark.parametrize("said", SAID, ids=lambda fact: fact.kind)
def test_what_stops_without_a_row_is_a_no_an_order_or_a_word_of_abuse(said: Fact) -> None:
    """A no and an order are answered by the gate at once; a word of abuse ends "no abuse" only."""
    if stop_of(said) is None or change_of(said) is not None:
        return
    assert stop_of(said) is StopKind.OPEN
    assert isinstance(said, Consent | Order) or said.speaks_of_abuse()


def test_both_kinds_of_stop_and_none_are_among_them() -> None:
    assert {stop_of(said) for said in SAID} == {StopKind.OPEN, StopKind.CONFIDED, None}
