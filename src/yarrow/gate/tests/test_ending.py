"""What keeps support of one person going, one thing at a time (domain.md E37)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from yarrow.gate import ending
from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.ending import newest_end, reasons_to_go_on
from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.after import (
    BreachTold,
    EndedHow,
    FollowUpMade,
    SafetyAction,
    SafetyActionState,
    Step,
    SupportEnded,
    SupportResumed,
    TriedHow,
    TriedToReach,
)
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.facts.who import Death
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.ids import new_id

DAY = date(2026, 9, 1)
SOME = LongText("Some words.")


def recorded(*facts: Fact, on: Sequence[date] = ()) -> tuple[Recorded, ...]:
    days = [*on, *[DAY] * len(facts)]
    return tuple(
        Recorded(fact=fact, number=number, day=day, entry=new_id())
        for number, (fact, day) in enumerate(zip(facts, days, strict=False), start=1)
    )


def risk(review_on: date = DAY) -> RiskAssessed:
    return RiskAssessed(level=Level.LOW, own_view=SOME, reasons=SOME, review_on=review_on)


def asked(
    *facts: Fact, how: EndedHow = EndedHow.AS_AGREED, open_follow_ups: int = 0, on: Sequence[date] = ()
) -> tuple[GateReason, ...]:
    return reasons_to_go_on(recorded(*facts, on=on), how=how, day=DAY, open_follow_ups=open_follow_ups)


def action(state: SafetyActionState, what: str = "New locks") -> SafetyAction:
    return SafetyAction(what=what, state=state)


def breach(reference: str = "Order of May") -> Order:
    return Order(
        reference=reference,
        kind_of_order=OrderKind.RESTRAINING,
        state=OrderState.BREACHED,
        bars=(Bar.DIRECT,),
    )


def told(reference: str = "order  of may") -> BreachTold:
    return BreachTold(reference=reference, told_to="Police, 101", told_on=DAY)


def made(**answers: Any) -> FollowUpMade:
    return replace(FollowUpMade(which=Step.SAFETY_48H), **answers)


def tried(days_before: int, how: TriedHow = TriedHow.AGREED) -> TriedToReach:
    return TriedToReach(happened_on=DAY - timedelta(days=days_before), how=how)


def end(how: EndedHow = EndedHow.AS_AGREED, **more: Any) -> SupportEnded:
    sound = SupportEnded(how=how, words=SOME, come_back=Answer.YES, who_else=SOME)
    return replace(sound, **more)


LOOKED_FOR = (tried(9), tried(5), tried(2, TriedHow.ANOTHER_SAFE))

REFUSED = [
    ((), ending.NEVER_ASSESSED),
    ((risk(DAY - timedelta(days=1)),), ending.RISK_NOT_REVIEWED),
    ((risk(), Escalation()), ending.CHANGED_AND_NOT_LOOKED_AT),
    ((risk(), action(SafetyActionState.TO_DO)), ending.ACTION_OPEN),
    ((action(SafetyActionState.DONE), risk(), action(SafetyActionState.TO_DO)), ending.ACTION_OPEN),
    ((breach(), risk()), ending.BREACH_NOT_TOLD),
    ((told(), breach(), risk()), ending.BREACH_NOT_TOLD),
    ((breach(), told("Another order"), risk()), ending.BREACH_NOT_TOLD),
    ((made(safe_now=Answer.NO), risk()), ending.NOT_SAFE_WHEN_LAST_ASKED),
    ((made(safe_now=Answer.NO), made(safe_now=Answer.UNKNOWN), risk()), ending.NOT_SAFE_WHEN_LAST_ASKED),
]


@pytest.mark.parametrize(("facts", "reason"), REFUSED, ids=lambda found: getattr(found, "text", "")[:40])
def test_each_thing_that_is_open_keeps_support_going(facts: tuple[Fact, ...], reason: GateReason) -> None:
    assert asked(*facts) == (reason,)


def test_an_open_follow_up_keeps_support_going() -> None:
    assert asked(risk(), open_follow_ups=1) == (ending.FOLLOW_UPS_OPEN,)


def test_everything_that_is_open_is_said_at_once() -> None:
    found = asked(breach(), action(SafetyActionState.TO_DO), made(safe_now=Answer.NO), open_follow_ups=2)

    assert set(found) == {
        ending.NEVER_ASSESSED,
        ending.CHANGED_AND_NOT_LOOKED_AT,
        ending.ACTION_OPEN,
        ending.NOT_SAFE_WHEN_LAST_ASKED,
        ending.BREACH_NOT_TOLD,
        ending.FOLLOW_UPS_OPEN,
    }


def test_what_cannot_be_read_keeps_support_going() -> None:
    assert asked(risk(), Unreadable()) == (CANNOT_BE_READ,)


@pytest.mark.parametrize(
    "facts",
    [
        (risk(),),
        (Escalation(), risk()),
        (action(SafetyActionState.TO_DO), risk(), action(SafetyActionState.DONE, "new  LOCKS")),
        (action(SafetyActionState.TO_DO), risk(), action(SafetyActionState.NOT_NEEDED)),
        (breach(), told(), risk()),
        (made(safe_now=Answer.NO), risk(), made(safe_now=Answer.YES)),
    ],
)
def test_support_ends_when_nothing_is_open(facts: tuple[Fact, ...]) -> None:
    assert asked(*facts) == ()


# --- not heard from ---


@pytest.mark.parametrize(
    "tries",
    [
        (),
        (tried(9), tried(2, TriedHow.ANOTHER_SAFE)),
        (tried(9), tried(9), tried(2, TriedHow.ANOTHER_SAFE)),
        (tried(9), tried(5), tried(2)),
        (tried(9), tried(5), tried(-3, TriedHow.ANOTHER_SAFE)),
    ],
)
def test_somebody_must_be_looked_for_on_three_days_and_by_another_way(tries: tuple[Fact, ...]) -> None:
    assert asked(*tries, risk(), how=EndedHow.NOT_HEARD_FROM) == (ending.NOT_LOOKED_FOR,)


def test_risk_is_looked_at_again_knowing_of_the_silence() -> None:
    found = asked(risk(), *LOOKED_FOR, how=EndedHow.NOT_HEARD_FROM)

    assert found == (ending.RISK_BEFORE_THE_SILENCE,)


def test_an_end_without_being_heard_from_is_an_end() -> None:
    assert asked(*LOOKED_FOR, risk(), how=EndedHow.NOT_HEARD_FROM) == ()


def test_unanswered_calls_and_follow_ups_are_tries_on_the_day_they_were_written() -> None:
    call = CallNote(who_rang=WhoRang.WE, what=CallOutcome.NO_ANSWER)
    facts = (call, made(reached=Answer.NO), tried(1, TriedHow.NAMED_PERSON), risk())
    days = [DAY - timedelta(days=9), DAY - timedelta(days=4)]

    assert asked(*facts, how=EndedHow.NOT_HEARD_FROM, on=days) == ()
    assert asked(*facts, how=EndedHow.NOT_HEARD_FROM) == (ending.NOT_LOOKED_FOR,)


# --- a death ---


def test_a_death_is_recorded_before_it_ends_support() -> None:
    assert asked(how=EndedHow.DIED) == (ending.NO_DEATH_RECORDED,)


def test_after_a_death_nobody_is_called_and_no_risk_is_left_to_look_at() -> None:
    assert asked(Death(), action(SafetyActionState.TO_DO), how=EndedHow.DIED, open_follow_ups=7) == ()


def test_a_breach_is_told_also_after_a_death() -> None:
    assert asked(Death(), breach(), how=EndedHow.DIED) == (ending.BREACH_NOT_TOLD,)


# --- the record of the end itself ---


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (end(come_back=Answer.UNKNOWN), "come_back"),
        (end(come_back=Answer.NO), "come_back"),
        (end(who_else=LongText(" ")), "who_else"),
        (end(EndedHow.NOT_HEARD_FROM, come_back=Answer.UNKNOWN), "second_worker"),
        (end(words=LongText("")), "words"),
    ],
)
def test_an_end_that_leaves_out_what_they_need_is_not_recorded(found: SupportEnded, field: str) -> None:
    assert [name for name, _ in found.problems()] == [field]


def test_an_end_is_no_longer_one_when_support_went_on() -> None:
    ended, resumed = end(), SupportResumed()

    assert newest_end(recorded()) is None
    assert newest_end(recorded(ended, resumed)) is None
    found = newest_end(recorded(ended, resumed, ended))
    assert found is not None
    assert found.number == 3
