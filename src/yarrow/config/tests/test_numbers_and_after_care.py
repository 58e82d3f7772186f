"""A service may ask people again sooner afterwards, never later; no call is left out or made twice for it."""

from datetime import date, timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.policy import LIMITS, OWN, TIGHTEST, policy_of
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import make_after_care, make_room_follow_ups, plan_series
from yarrow.meetings.models import FollowUp, Plan, PlanStep
from yarrow.meetings.rules import after_care_days, follow_up_days
from yarrow.meetings.terms import FollowUpKind
from yarrow.meetings.tests.conftest import proposed
from yarrow.policy.models import PolicyVersion

SOONER = {"first_contact_days": 1, "third_contact_days": 30}
DAY = date(2026, 3, 2)
NUMBERS = [limit.name for limit in LIMITS if limit.code == "E35"]


def days_of(family: Family, part: str = "harmed") -> dict[str, int]:
    """What is owed to a room, in days from the event."""
    today = family.clock.today()
    rows = FollowUp.objects.filter(room=family.rooms[part])
    return {row.kind: (row.due_on - today).days for row in rows}


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    return proposed(family, clock)


@pytest.fixture
def asks_sooner(family: Family, clock: FixedClock) -> None:
    """The service asks it, from today."""
    ready.policy.agreed(family.cast, clock, SOONER)
    clock.move_to(clock.now() + ready.policy.AHEAD)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_tighter_number_only_ever_brings_a_day_forward(name: str) -> None:
    tightest = next(limit.tightest for limit in LIMITS if limit.name == name)
    own, sooner = follow_up_days(DAY, OWN), follow_up_days(DAY, policy_of(1, {name: tightest}))

    assert (
        own.keys() == sooner.keys() == set(FollowUpKind) - {FollowUpKind.DEBRIEF, FollowUpKind.AGREED_AGAIN}
    )
    assert [kind for kind in own if sooner[kind] != own[kind]]
    assert all(sooner[kind] <= own[kind] for kind in own)


@pytest.mark.parametrize("policy", [OWN, TIGHTEST])
def test_the_days_of_a_plan_come_one_after_the_other(policy: object) -> None:
    days = list(after_care_days(DAY, policy).values())  # type: ignore[arg-type]  # a policy

    assert days == sorted(set(days))
    assert days[0] > DAY


@pytest.mark.usefixtures("asks_sooner")
def test_after_care_goes_by_the_numbers_of_its_day(family: Family, plan: Plan, clock: FixedClock) -> None:
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)

    owed = days_of(family)
    assert (owed["risk_again"], owed["safety_48h"], owed["tell_outcome"]) == (1, 1, 7)
    assert (owed["two_weeks"], owed["six_weeks"], owed["six_months"]) == (14, 30, 182)
    assert days_of(family, "other") == owed


@pytest.mark.usefixtures("asks_sooner")
def test_work_with_one_person_and_a_plan_go_by_them_too(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    make_room_follow_ups(room=family.rooms["harmed"], from_day=clock.today(), clock=clock)
    joint_on = clock.today() + timedelta(days=9)
    lead = family.cast.worker("lead")
    plan_series(plan=plan, preparation_on=clock.today(), joint_on=joint_on, by=lead, clock=clock)

    assert days_of(family)["six_weeks"] == 30
    steps = dict(PlanStep.objects.filter(plan=plan).values_list("kind", "on"))
    assert steps["hours_48"] == joint_on + timedelta(days=1)
    assert steps["weeks_6"] == joint_on + timedelta(days=30)


def test_an_event_before_the_number_began_keeps_its_days_and_is_asked_once(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.policy.agreed(family.cast, clock, SOONER)
    met_on = clock.today()
    make_after_care(plan=plan, event_on=met_on, clock=clock)
    before = days_of(family)
    clock.move_to(clock.now() + ready.policy.AHEAD)
    PolicyVersion.objects.all().delete()

    make_after_care(plan=plan, event_on=met_on, clock=clock)

    rows = FollowUp.objects.filter(room=family.rooms["harmed"])
    assert {row.kind: (row.due_on - met_on).days for row in rows} == before
    assert rows.count() == len(before)
    assert before["safety_48h"] == 2


@pytest.mark.usefixtures("asks_sooner")
def test_where_nobody_knows_what_the_service_asks_everybody_is_asked_soonest(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    PolicyVersion.objects.all().delete()

    make_after_care(plan=plan, event_on=clock.today(), clock=clock)

    owed = days_of(family)
    kinds = ("safety_48h", "two_weeks", "six_weeks", "three_months", "six_months")
    assert [owed[kind] for kind in kinds] == [1, 7, 28, 56, 112]
