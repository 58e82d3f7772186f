"""One table: in a complete abuse case each missing record, alone, refuses, with its own code."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.children import ChildAssessment, ChildView, ContactChecks
from yarrow.gate.facts.choice import CoercionScreen, Consent, InformationGiven
from yarrow.gate.facts.freedom import SafeguardingDecision
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    Preparation,
    Programme,
    Supporter,
    TakingPartSafeguards,
)
from yarrow.gate.facts.risk import RiskAssessed, SafetyPlan
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    OwnChoiceNotice,
    SharedAccount,
    TimePlanOutline,
    VenuePlan,
    WholeView,
)
from yarrow.gate.facts.who import Identity, Reach, RoleInHarm
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.plan import AfterCare, PlanFacts, PlanPractitioner, reasons_for_plan
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, UNKNOWN, asks, codes, of_person, of_team, without
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

EVERYTHING = tuple(Topic)
ROOMS = {
    "harmed": good.harmed,
    "caused_harm": good.caused_harm,
    "child": good.child,
    "young_who_harmed": good.young_who_harmed,
}


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_complete_room_gives_no_reason(room: str, form: Form) -> None:
    assert of_person(ROOMS[room](), asks(form, *EVERYTHING)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_complete_team_room_gives_no_reason(form: Form) -> None:
    assert of_team(good.team(), asks(form, *EVERYTHING)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_complete_plan_gives_no_reason(form: Form) -> None:
    assert reasons_for_plan(good.plan(), asks(form, *EVERYTHING)) == ()


MISSING_IN_ROOM: list[tuple[str, type[Fact], set[str]]] = [
    ("harmed", Identity, {"E18"}),
    ("harmed", RoleInHarm, {"ROLE"}),
    ("harmed", Reach, {"E2"}),
    ("harmed", RiskAssessed, {"E7", "E8", "COURSE"}),
    ("harmed", InformationGiven, {"E14", "E15"}),
    ("harmed", CoercionScreen, {"E13", "E15"}),
    ("harmed", Consent, {"E15"}),
    ("harmed", OrdersCheck, {"E25"}),
    ("harmed", ContactChecks, {"E29"}),
    ("harmed", SafetyPlan, {"E22", "COURSE"}),
    ("harmed", Preparation, {"E22"}),
    ("harmed", Supporter, {"E22"}),
    ("caused_harm", Identity, {"E18", "E22", "E29"}),
    ("caused_harm", RoleInHarm, {"ROLE", "E22", "E29", "COURSE"}),
    ("caused_harm", Reach, {"E2"}),
    ("caused_harm", RiskAssessed, {"E7", "E8", "COURSE"}),
    ("caused_harm", InformationGiven, {"E14", "E15"}),
    ("caused_harm", CoercionScreen, {"E13", "E15"}),
    ("caused_harm", Consent, {"E15"}),
    ("caused_harm", OrdersCheck, {"E25"}),
    ("caused_harm", Acknowledgement, {"E19"}),
    ("caused_harm", Programme, {"E21"}),
    ("caused_harm", Preparation, {"E22"}),
    ("caused_harm", Supporter, {"E22"}),
    ("child", RoleInHarm, {"ROLE", "E13", "E14", "E15", "E18", "E22", "E25"}),
    ("child", Reach, {"E2"}),
    ("child", RiskAssessed, {"E7", "E8", "COURSE"}),
    ("child", ChildView, {"E18"}),
    ("child", ChildAssessment, {"E14", "E15", "E18", "E22"}),
    ("child", ContactChecks, {"E29"}),
    ("child", SafeguardingDecision, {"SAFEGUARD"}),
    ("child", SafetyPlan, {"E22", "COURSE"}),
    ("young_who_harmed", ChildView, {"E18"}),
    ("young_who_harmed", TakingPartSafeguards, {"E18"}),
    ("young_who_harmed", ChildAssessment, {"E18"}),
    ("young_who_harmed", Acknowledgement, {"E19"}),
    ("young_who_harmed", SafeguardingDecision, {"SAFEGUARD"}),
    ("young_who_harmed", SafetyPlan, {"E22", "COURSE"}),
    ("young_who_harmed", ContactChecks, {"E29"}),
]


@pytest.mark.parametrize(("room", "kind", "expected"), MISSING_IN_ROOM)
def test_a_room_without_one_record_refuses_meeting(room: str, kind: type[Fact], expected: set[str]) -> None:
    facts = without(ROOMS[room](), kind)
    assert len(facts) < len(ROOMS[room]())

    reasons = of_person(facts, asks(Form.CONFERENCE, *EVERYTHING))

    assert codes(reasons) <= expected
    assert codes(reasons)
    assert all(reason.absent for reason in reasons)
    assert expected - codes(reasons) <= {"E22", "E29", "COURSE"}


def test_every_record_of_a_complete_room_is_needed_for_meeting() -> None:
    for room, facts in ROOMS.items():
        for kind in {type(fact) for fact in facts()}:
            reasons = of_person(without(facts(), kind), asks(Form.CONFERENCE, *EVERYTHING))
            implied = (room, kind) == ("child", Identity)  # a child who lived with it is under 18
            assert bool(reasons) is not implied, (room, kind)


MISSING_IN_TEAM: list[tuple[type[Fact], str]] = [
    (AbuseFlag, "E4"),
    (OwnChoiceNotice, "E3"),
    (SharedAccount, "E20"),
    (EveryoneReassessed, "E8"),
    (VenuePlan, "E23"),
    (WholeView, "E22"),
    (TimePlanOutline, "E31"),
]


@pytest.mark.parametrize(("kind", "code"), MISSING_IN_TEAM)
def test_a_team_room_without_one_record_refuses_meeting(kind: type[Fact], code: str) -> None:
    reasons = of_team(without(good.team(), kind), asks(Form.CONFERENCE, *EVERYTHING))

    assert codes(reasons) == {code}
    assert all(reason.absent for reason in reasons)


SHORT_OF: list[tuple[str, dict[str, Any], str]] = [
    ("one worker", {"practitioners": good.plan().practitioners[:1]}, "E5"),
    ("nobody who caused harm", {"answered_for": good.NO}, "E19"),
    ("not known who caused harm", {"answered_for": UNKNOWN}, "E19"),
    ("no sign-off", {"sign_off": None}, "E22"),
    ("no preparation", {"has_preparation": good.NO}, "E26"),
    ("joint step unknown", {"has_joint_step": UNKNOWN}, "E26"),
    ("no after-care", {"has_after_care": good.NO}, "E26"),
    ("after-care not all set", {"after_care": frozenset(AfterCare) - {AfterCare.HOURS_48}}, "E35"),
    ("unease", {"open_unease": 1}, "UNEASE"),
    ("stopped", {"stopped": good.YES}, "STOPPED"),
    ("stopped unknown", {"stopped": UNKNOWN}, "STOPPED"),
]


@pytest.mark.parametrize(("name", "change", "code"), SHORT_OF)
def test_a_plan_short_of_one_thing_refuses_meeting(name: str, change: dict[str, Any], code: str) -> None:
    assert codes(reasons_for_plan(replace(good.plan(), **change), asks())) == {code}


def test_no_plan_refuses_every_joint_form_and_no_other() -> None:
    for form in Form:
        assert bool(reasons_for_plan(None, asks(form))) is (form in JOINT)


def test_practitioners_lapsed_or_not_supervised_refuse() -> None:
    worker = good.plan().practitioners[0]
    lapsed = replace(worker, dva_competent_until=DAY - timedelta(days=1))
    long_ago = replace(worker, supervised_on=DAY - timedelta(days=85))
    in_time = replace(worker, supervised_on=DAY - timedelta(days=84))
    never = replace(worker, supervised_on=None)

    def of(*workers: PlanPractitioner) -> set[str]:
        return codes(reasons_for_plan(replace(good.plan(), practitioners=workers), asks()))

    assert of(lapsed, lapsed) == {"E5"}
    assert of(lapsed, worker) == set()
    assert of(worker, long_ago) == {"E6"}
    assert of(worker, never) == {"E6"}
    assert of(worker, in_time) == set()
    assert of(worker, replace(worker, supervised_on=DAY + timedelta(days=1))) == {"E6"}
    only_today = replace(worker, dva_competent_until=DAY, supervised_on=DAY)
    assert of(only_today, lapsed) == set()
    assert of() == {"E5", "E6"}


@pytest.mark.parametrize(
    ("change", "refuses"),
    [
        ({}, False),
        ({"signed_on": DAY - timedelta(days=14)}, False),
        ({"signed_on": DAY - timedelta(days=15)}, True),
        ({"signed_on": DAY + timedelta(days=1)}, True),
        ({"holds": good.NO}, True),
        ({"holds": UNKNOWN}, True),
        ({"signer_apart": good.NO}, True),
        ({"signer_apart": UNKNOWN}, True),
    ],
)
def test_a_sign_off_holds_only_genuine_apart_and_for_14_days(
    change: dict[str, Any], *, refuses: bool
) -> None:
    plan = good.plan()
    assert plan.sign_off is not None
    signed = replace(plan, sign_off=replace(plan.sign_off, **change))

    assert ("E22" in codes(reasons_for_plan(signed, asks()))) is refuses


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("abuse", [good.YES, good.NO, UNKNOWN])
def test_carried_forms_need_vetting_by_two(form: Form, abuse: Answer) -> None:
    one = frozenset(list(good.plan().vetted_by)[:1])
    short: tuple[dict[str, Any], ...] = (
        {"vetted_by": one},
        {"vetted_by": frozenset()},
        {"vetted_as_it_is": UNKNOWN},
    )
    for change in short:
        plan = replace(good.plan(), abuse=abuse, **change)
        assert ("E27" in codes(reasons_for_plan(plan, asks(form)))) is (form in CARRIED)


def _bare(abuse: Answer) -> PlanFacts:
    return PlanFacts(
        abuse=abuse,
        answered_for=UNKNOWN,
        practitioners=(),
        sign_off=None,
        has_preparation=UNKNOWN,
        has_joint_step=UNKNOWN,
        has_after_care=UNKNOWN,
        after_care=frozenset(),
        vetted_by=frozenset(),
        vetted_as_it_is=UNKNOWN,
        open_unease=0,
        stopped=good.NO,
    )


def test_a_bare_plan_is_enough_for_meeting_only_where_abuse_is_excluded() -> None:
    for form in DIRECT:
        assert codes(reasons_for_plan(_bare(good.NO), asks(form))) == set()
        for abuse in (good.YES, UNKNOWN):
            assert codes(reasons_for_plan(_bare(abuse), asks(form))) == {
                "E5",
                "E6",
                "E19",
                "E22",
                "E26",
                "E35",
            }


def test_a_carried_step_waits_for_vetting_and_a_signature_where_abuse_is_not_excluded() -> None:
    for form in CARRIED:
        assert codes(reasons_for_plan(_bare(good.NO), asks(form))) == {"E27"}
        for abuse in (good.YES, UNKNOWN):
            said = codes(reasons_for_plan(_bare(abuse), asks(form)))
            assert said == {"E5", "E6", "E22", "E27"}
