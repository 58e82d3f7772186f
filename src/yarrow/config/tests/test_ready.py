"""The whole way: recorded in every room, briefed, signed, arranged; then one thing goes wrong."""

from datetime import timedelta

import pytest

from tests.kept import made_once
from yarrow.cases.queries import latest_stop
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.ask import NotYet, Possible
from yarrow.gate.facts.choice import Consent, ConsentValue, Hope
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import arrange_plan, lift_unease, raise_unease, sign_plan
from yarrow.meetings.gate import gate_answer, plan_facts
from yarrow.meetings.models import Plan, SignOff
from yarrow.meetings.queries import constant_line, is_held
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import take_keys

from .meeting import recorded_and_proposed


@pytest.fixture
def ready_plan(family: Family, clock: FixedClock) -> Plan:
    """Everything recorded and proposed, not yet signed."""
    return recorded_and_proposed(family, clock, days=14)


@pytest.fixture
def arranged(family: Family, ready_plan: Plan, clock: FixedClock) -> Plan:
    def signed_and_arranged() -> Plan:
        ready.brief_and_sign(family, ready_plan)
        clock.move_to(clock.now() + timedelta(minutes=5))
        return ready.arrange(family, ready_plan, planned_for=clock.now() + timedelta(days=14))

    return made_once("test_ready: arranged", signed_and_arranged, family, ready_plan, clock=clock)


def sign(
    family: Family, plan: Plan, clock: FixedClock, part: str = "signing_supervisor"
) -> SignOff | Refused:
    member = family.cast[part]
    return sign_plan(plan=plan, by=member.worker, keyring=member.keyring, clock=clock)


def test_nothing_recorded_nothing_possible(family: Family, clock: FixedClock) -> None:
    plan = ready.propose(
        family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=clock.today() + timedelta(days=14)
    )
    assert isinstance(gate_answer(plan, clock.today()), NotYet)


def test_all_recorded_but_unsigned_is_not_yet(ready_plan: Plan, clock: FixedClock) -> None:
    said = gate_answer(ready_plan, clock.today())
    assert isinstance(said, NotYet)
    assert [reason.code for reason in said.reasons] == ["E22"]


def test_signing_without_briefs_is_refused(family: Family, ready_plan: Plan, clock: FixedClock) -> None:
    assert isinstance(sign(family, ready_plan, clock), Refused)


@pytest.mark.parametrize("part", ["supervisor", "lead", "other_worker", "outsider", "manager"])
def test_signing_by_anyone_but_the_signing_supervisor_finds_nothing(
    family: Family, ready_plan: Plan, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        sign(family, ready_plan, clock, part)


def test_signed_and_arranged_is_possible(arranged: Plan, clock: FixedClock) -> None:
    assert isinstance(gate_answer(arranged, clock.today()), Possible)
    assert arranged.state == PlanState.ARRANGED
    assert constant_line(arranged, clock.now()) is None


@pytest.mark.parametrize(
    "part", ["harmed_worker", "other_worker", "supervisor", "signing_supervisor", "outsider"]
)
def test_arranging_by_anyone_but_the_lead_finds_nothing(
    family: Family, ready_plan: Plan, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        arrange_plan(
            plan=ready_plan,
            planned_for=clock.now() + timedelta(days=1),
            by=family.cast.worker(part),
            clock=clock,
        )


def test_an_incident_in_one_room_stops_it_at_once_with_one_line(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(hours=1))
    family.record("harmed", Incident(part=Part.WAS_HARMED, form=Harm.THREAT))
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)
    assert is_held(arranged)
    stop = latest_stop(family.case)
    assert stop is not None
    assert constant_line(arranged, clock.now()) == stop.say_nothing_before


def test_a_hope_changes_no_answer_and_voids_nothing(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(hours=1))
    family.record("harmed", Hope(words=LongText("A quiet Christmas.")))
    assert isinstance(gate_answer(arranged, clock.today()), Possible)


def test_a_no_that_is_taken_back_still_needs_a_new_signature(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(hours=1))
    today = clock.today()
    family.record("other", Consent(value=ConsentValue.DECLINED, forms=tuple(Form), topics=tuple(Topic)))
    family.record("other", *ready.chooses_freely(today))
    ready.read_waiting_notes(family)
    ready.record_team(family)
    said = gate_answer(arranged, today)
    assert isinstance(said, NotYet)
    assert [reason.code for reason in said.reasons] == ["E22"]
    sign_off = plan_facts(arranged, today).sign_off
    assert sign_off is not None
    assert sign_off.holds.value == "no"


def test_a_silent_no_also_voids_the_signature(family: Family, arranged: Plan, clock: FixedClock) -> None:
    from yarrow.gate.facts.readiness import Acknowledgement, Extent

    clock.move_to(clock.now() + timedelta(hours=1))
    family.record("other", Acknowledgement(extent=Extent.NONE))
    assert constant_line(arranged, clock.now()) is None
    family.record("other", *ready.caused_harm(clock.today()))
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)


def test_unease_closes_and_only_its_worker_lifts_it(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    other, lead = family.cast.worker("other_worker"), family.cast.worker("lead")
    raise_unease(plan=arranged, by=other, clock=clock)
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)
    with pytest.raises(NotThere):
        lift_unease(plan=arranged, by=lead, clock=clock)
    lift_unease(plan=arranged, by=other, clock=clock)
    said = gate_answer(arranged, clock.today())
    assert isinstance(said, NotYet)
    assert [reason.code for reason in said.reasons] == ["E22"]


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher"])
def test_unease_by_who_is_not_on_the_case_finds_nothing(
    family: Family, arranged: Plan, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        raise_unease(plan=arranged, by=family.cast.worker(part), clock=clock)


def test_a_sign_off_of_fifteen_days_ago_does_not_hold(arranged: Plan, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(days=15))
    assert isinstance(gate_answer(arranged, clock.today()), NotYet)


def test_a_signature_copied_to_another_plan_does_not_hold(
    family: Family, arranged: Plan, clock: FixedClock
) -> None:
    second = ready.propose(family, Form.CONFERENCE, [Topic.HARM], joint_on=clock.today() + timedelta(days=14))
    row = SignOff.objects.get(plan=arranged)
    SignOff.objects.create(
        plan=second,
        supervisor=row.supervisor,
        signed_at=row.signed_at,
        answers=row.answers,
        signature=row.signature,
    )
    assert isinstance(gate_answer(second, clock.today()), NotYet)


def test_a_lead_who_is_not_inside_every_room_is_told_nothing_of_it(
    family: Family, ready_plan: Plan, clock: FixedClock
) -> None:
    """The same refusal whether or not something stands in the way in the room they cannot open."""
    ready.brief_and_sign(family, ready_plan)
    lead = family.cast.worker("lead")
    take_keys(worker=lead, by=family.cast.worker("supervisor"), clock=clock, room=family.rooms["other"])
    hour = clock.now() + timedelta(days=14)
    before = arrange_plan(plan=ready_plan, planned_for=hour, by=lead, clock=clock)
    family.record("other", Incident(part=Part.CAUSED_IT, form=Harm.THREAT))
    after = arrange_plan(plan=ready_plan, planned_for=hour, by=lead, clock=clock)
    assert isinstance(before, Refused)
    assert before == after
