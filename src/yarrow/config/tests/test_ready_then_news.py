"""Everything is in place and arranged; then something is said, confided or taken back."""

from datetime import timedelta

import pytest

from tests.kept import made_once
from yarrow.cases.queries import joint_event_of, latest_stop
from yarrow.cases.rules import CONFIRMATION_PAUSE
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.ask import NotYet, Possible
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.harm import AgencyConcern, Harm, Incident, Part
from yarrow.gate.facts.risk import ScreenResult, Specialist, View
from yarrow.gate.facts.team import EveryoneReassessed, TriggerNotice, WholeView
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import set_plan_aside
from yarrow.meetings.gate import gate_answer, plan_reasons
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import constant_line, is_held
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.queries import recorded_in

from .meeting import recorded_and_proposed

PARTING = Separation(state=SeparationState.PLANNED)


@pytest.fixture
def arranged(family: Family, clock: FixedClock) -> Plan:
    on = clock.now() + timedelta(days=12)

    def signed_and_arranged() -> Plan:
        plan = recorded_and_proposed(family, clock, days=12)
        ready.brief_and_sign(family, plan)
        clock.move_to(clock.now() + timedelta(minutes=5))
        return ready.arrange(family, plan, planned_for=on)

    return made_once("test_ready_then_news: arranged", signed_and_arranged, family, clock=clock)


def after(clock: FixedClock, **how_long: int) -> None:
    clock.move_to(clock.now() + timedelta(**how_long))


@pytest.mark.parametrize("hours", [1, 30, 100])
def test_what_is_confided_shows_its_line_at_the_events_own_confirmation(
    family: Family, arranged: Plan, clock: FixedClock, hours: int
) -> None:
    assert arranged.planned_for is not None
    after(clock, hours=hours)

    family.record("harmed", PARTING)

    stop = latest_stop(family.case)
    assert stop is not None
    assert is_held(arranged)
    confirmed = arranged.planned_for - CONFIRMATION_PAUSE
    assert constant_line(arranged, confirmed - timedelta(seconds=1)) is None
    assert constant_line(arranged, confirmed) == confirmed


def test_setting_a_plan_aside_leaves_no_event_to_wait_for(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    assert joint_event_of(family.case) == arranged.planned_for

    set_plan_aside(plan=arranged, by=family.cast.worker("lead"), clock=clock)

    assert joint_event_of(family.case) is None


@pytest.mark.parametrize("news", [AgencyConcern(by="A nurse"), TriggerNotice()], ids=lambda news: news.kind)
def test_worry_read_in_the_team_room_stops_joint_work_until_everyone_was_looked_at(
    family: Family, arranged: Plan, clock: FixedClock, news: Fact
) -> None:
    after(clock, hours=1)
    sender, team, holder = family.cast["child_worker"], family.rooms["team"], family.holder("team")
    drop_note(room=team, fact=news, by=sender.worker, keyring=sender.keyring, clock=clock)
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)

    open_drops(room=team, by=holder.worker, keyring=holder.keyring, clock=clock)

    assert isinstance(gate_answer(arranged, clock.today()), NotYet)
    assert is_held(arranged)
    place = ready.team(clock.today())[-1]
    family.record(
        "team", EveryoneReassessed(everyone=Answer.YES, review_on=clock.today() + timedelta(days=30)), place
    )
    family.specialist_says("team", WholeView(by=Specialist.IDVA, view=View.SUPPORTS))
    after(clock, hours=1)
    ready.brief_and_sign(family, arranged)
    assert isinstance(gate_answer(arranged, clock.today()), Possible)


def test_incident_and_parting_told_in_one_breath_hold_whichever_is_written_first(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    after(clock, hours=1)

    family.record("harmed", Incident(part=Part.WAS_HARMED, form=Harm.THREAT), PARTING)

    assert is_held(arranged)
    assert constant_line(arranged, clock.now()) is not None
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)


def test_circle_about_what_happened_waits_for_somebody_who_answers_for_it(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    """Each room alone may say "was harmed"; nobody is left who caused it."""
    part = RoleInHarm(harm=str(family.harm.number), role=Role.HARMED, second_worker="Sian Super")
    family.record("other", part)
    ready.read_waiting_notes(family)

    said = {(reason.code, reason.absent) for reason in plan_reasons(arranged, clock.today())}

    assert ("E19", True) in said
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)
    assert is_held(arranged)


def test_asking_again_alone_lets_a_plan_stand_that_would_have_lapsed(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    after(clock, days=15)
    said = gate_answer(arranged, clock.today())
    assert isinstance(said, NotYet)
    assert {family.rooms["harmed"].pk, family.rooms["other"].pk} == set(said.rooms)

    for part in ("harmed", "other"):
        family.record(part, CoercionScreen(alone=Answer.YES, result=ScreenResult.CLEAR))

    answered = gate_answer(arranged, clock.today())
    assert isinstance(answered, NotYet)
    assert answered.rooms == ()


def test_her_own_choice_reaches_the_team_from_her_room_alone(family: Family, arranged: Plan) -> None:
    assert arranged.pk
    team = recorded_in(family.rooms["team"], family.holder("team").keyring)

    assert [each.fact.kind for each in team].count("own_choice_notice") == 1
