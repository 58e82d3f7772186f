"""A plan that was signed and arranged under other numbers is asked again from the day of the new ones."""

from datetime import timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.ask import NotYet, Possible
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.gate import gate_answer, plan_facts, plan_reasons_by_team
from yarrow.meetings.models import Plan
from yarrow.policy.models import PolicyVersion
from yarrow.rooms.actions import attest

from .meeting import arranged_family, press_begin

DAYS = 10


@pytest.fixture
def arranged(family: Family, clock: FixedClock) -> Plan:
    return arranged_family(family, clock, days=DAYS)


def everybody_says_again(family: Family, clock: FixedClock) -> None:
    for part, room in family.rooms.items():
        holder = family.holder(part)
        attest(room=room, by=holder.worker, keyring=holder.keyring, clock=clock)


def codes(said: Possible | NotYet) -> list[str]:
    assert isinstance(said, NotYet)
    return [reason.code for reason in said.reasons]


def test_rooms_say_again_and_the_plan_is_signed_again(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    ready.policy.agreed(family.cast, clock, {"supervision_days": 56})
    assert isinstance(gate_answer(arranged, clock.today()), Possible)
    clock.move_to(clock.now() + ready.policy.AHEAD)

    assert {"ROOM", "E22"} <= set(codes(gate_answer(arranged, clock.today())))
    everybody_says_again(family, clock)
    assert codes(gate_answer(arranged, clock.today())) == ["E22"]
    sign_off = plan_facts(arranged, clock.today()).sign_off
    assert sign_off is not None
    assert sign_off.holds.value == "no"
    ready.brief_and_sign(family, arranged)
    assert isinstance(gate_answer(arranged, clock.today()), Possible)


def test_the_plan_itself_is_asked_by_the_new_number(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    """Everybody was supervised two weeks before the plan was made: more than the new fourteen days."""
    ready.policy.agreed(family.cast, clock, {"supervision_days": 14})
    clock.move_to(clock.now() + ready.policy.AHEAD)
    everybody_says_again(family, clock)

    assert "E6" in codes(gate_answer(arranged, clock.today()))


def test_a_signature_that_only_the_new_number_ended_is_given_again(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    ready.policy.agreed(family.cast, clock, {"sign_off_days": 7})
    clock.move_to(clock.now() + ready.policy.AHEAD)
    everybody_says_again(family, clock)
    ready.brief_and_sign(family, arranged)
    clock.move_to(clock.now() + timedelta(days=8))
    everybody_says_again(family, clock)

    assert "E22" in codes(gate_answer(arranged, clock.today()))
    assert plan_reasons_by_team(arranged, clock.today()) == ()


def test_numbers_nobody_can_believe_stop_what_was_arranged(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    ready.policy.agreed(family.cast, clock)
    PolicyVersion.objects.all().delete()

    assert isinstance(gate_answer(arranged, clock.today()), NotYet)
    clock.move_to(clock.now() + timedelta(days=DAYS))
    assert isinstance(press_begin(family, arranged), Refused)
