"""A choice made in a session is asked again once anything else that bears on it was recorded."""

import pytest

from yarrow.gate.facts import Fact
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.choice import Consent, ConsentValue, Hope
from yarrow.gate.facts.orders import Order, OrderKind, OrderState
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.record.preparing.moment import moment_of


def told(number: int, fact: Fact, clock: FixedClock) -> Recorded:
    return Recorded(fact=fact, number=number, day=clock.today(), entry=new_id())


@pytest.mark.parametrize(
    "fact",
    [
        Consent(value=ConsentValue.DECLINED),
        Order(reference="FC 1", kind_of_order=OrderKind.NON_MOLESTATION, state=OrderState.MADE, bars=()),
    ],
)
def test_a_no_said_elsewhere_that_day_ends_the_moment_of_a_yes(fact: Fact, clock: FixedClock) -> None:
    hope = told(1, Hope(words=LongText("A quiet evening.")), clock)

    assert moment_of([hope], clock.today()) != moment_of([hope, told(2, fact, clock)], clock.today())


def test_a_note_of_the_call_itself_leaves_the_moment_as_it_is(clock: FixedClock) -> None:
    hope = told(1, Hope(words=LongText("A quiet evening.")), clock)
    note = told(2, CallNote(who_rang=WhoRang.WE, what=CallOutcome.SPOKE), clock)

    assert moment_of([hope], clock.today()) == moment_of([hope, note], clock.today())
