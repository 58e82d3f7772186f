"""What one way of working asks besides: family conferences, a go-between, a recording, who stands in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.freedom import StandIn
from yarrow.gate.facts.risk import Level, MediumRiskAgreement
from yarrow.gate.facts.team import EveryoneReassessed, TriggerNotice, WholeView
from yarrow.gate.facts.ways import FamilyAlone, FamilyConferencePlan, GoBetween, RecordingKept
from yarrow.gate.forms import Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.standing import CELLS
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import (
    DAY,
    NO,
    SOME,
    UNKNOWN,
    YES,
    asks,
    codes,
    of_person,
    of_team,
    without,
    written,
)
from yarrow.gate.words import Answer

CONFERENCE, ALONE = Form.FAMILY_GROUP_CONFERENCE, Form.PRIVATE_FAMILY_TIME


def light_team(*facts: Fact) -> list[Fact]:
    return [good.flag_no(), *facts]


@pytest.mark.parametrize("form", [CONFERENCE, ALONE])
@pytest.mark.parametrize(
    "change",
    [
        {"agencies_asked": NO},
        {"agencies_asked": UNKNOWN},
        {"centre": NO},
        {"centre": UNKNOWN},
        {"alone": FamilyAlone.UNKNOWN},
    ],
)
def test_a_family_conference_has_a_plan_of_its_own(form: Form, change: dict[str, Answer]) -> None:
    short = replace(good.conference_plan(), **change)  # type: ignore[arg-type]  # one answer at a time
    without_plan = of_team(without(good.team(), FamilyConferencePlan), asks(form))

    assert codes(without_plan) == {"FAMILY"}
    assert all(reason.absent for reason in without_plan)
    assert codes(of_team([*good.team(), short], asks(form))) == {"FAMILY"}
    assert of_team([*good.team(), short], asks(Form.FAMILY_MEETING)) == ()


def test_its_plan_lapses_and_ends_with_the_next_change() -> None:
    last = DAY + timedelta(days=56)
    planned = written(good.team())
    seen = [EveryoneReassessed(everyone=YES, review_on=good.REVIEW), good.venue()]
    looked = [*seen, next(fact for fact in good.team() if isinstance(fact, WholeView))]

    assert reasons_for_team(planned, asks(CONFERENCE, day=last)) == ()
    assert "FAMILY" in codes(reasons_for_team(planned, asks(CONFERENCE, day=last + timedelta(days=1))))
    assert codes(of_team([*good.team(), TriggerNotice(), *looked], asks(CONFERENCE))) == {"FAMILY"}
    assert of_team([*good.team(), TriggerNotice(), *looked, good.conference_plan()], asks(CONFERENCE)) == ()


def test_without_abuse_a_conference_is_light_and_time_alone_is_still_a_decision() -> None:
    assert of_team(light_team(), asks(CONFERENCE)) == ()
    assert codes(of_team(light_team(), asks(ALONE))) == {"FAMILY"}
    assert of_team(light_team(good.conference_plan()), asks(ALONE)) == ()


@pytest.mark.parametrize(
    "decided",
    [
        good.conference_plan(FamilyAlone.NOT_HELD),
        good.conference_plan(FamilyAlone.UNKNOWN),
        replace(good.conference_plan(), second_worker=""),
    ],
)
def test_two_workers_decide_that_the_family_may_be_alone(decided: FamilyConferencePlan) -> None:
    assert "FAMILY" in codes(of_team([*good.team(), decided], asks(ALONE)))
    assert "FAMILY" in codes(of_team(light_team(decided), asks(ALONE)))


def test_time_alone_names_who_is_within_call_and_how_it_ends() -> None:
    bare = FamilyConferencePlan(alone=FamilyAlone.HELD)

    assert [field for field, _ in bare.problems()] == ["within_call", "how_it_ends"]
    assert FamilyConferencePlan(alone=FamilyAlone.NOT_HELD).problems() == ()
    assert good.conference_plan().problems() == ()


def test_nobody_is_alone_with_family_unless_risk_is_low() -> None:
    medium = [
        *good.harmed(),
        good.risk(Level.MEDIUM),
        good.specialist(),
        MediumRiskAgreement(reasons=SOME, second_worker="Second"),
    ]

    assert of_person(medium, asks(CONFERENCE)) == ()
    assert codes(of_person(medium, asks(ALONE))) == {"FAMILY"}
    assert not any(reason.absent for reason in of_person(medium, asks(ALONE)))
    assert of_person([*medium, good.risk(Level.LOW)], asks(ALONE)) == ()
    assert of_person([*good.harmed(), good.no_abuse(), good.risk(Level.MEDIUM)], asks(ALONE)) == ()


def test_a_yes_to_the_conference_is_none_to_being_alone() -> None:
    only = [*without(good.harmed(), type(good.consent())), good.consent(forms=[CONFERENCE])]

    assert of_person(only, asks(CONFERENCE)) == ()
    assert codes(of_person(only, asks(ALONE))) == {"E15"}
    assert {form for form, _topic in CELLS} == set(Form)


@pytest.mark.parametrize("abuse", [good.team()[0], good.flag_no()], ids=["abuse", "no abuse"])
@pytest.mark.parametrize("short", ["prepared", "risk_checked", "both_chose"])
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_who_goes_between_is_prepared_checked_and_chosen(abuse: Fact, short: str, answer: Answer) -> None:
    room = [abuse, *without(good.team(), type(abuse), GoBetween)]
    found = replace(good.go_between(), **{short: answer})

    assert codes(of_team(room, asks(Form.GO_BETWEEN))) == {"GOES_BETWEEN"}
    reasons = of_team([*room, found], asks(Form.GO_BETWEEN))
    assert codes(reasons) == {"GOES_BETWEEN"}
    assert all(reason.absent for reason in reasons)
    assert of_team([*room, good.go_between()], asks(Form.GO_BETWEEN)) == ()
    assert of_team(room, asks(Form.SHUTTLE)) == ()


def test_no_child_goes_between_and_an_unknown_age_is_no_yes() -> None:
    child, unknown = (replace(good.go_between(), is_child=age) for age in (YES, UNKNOWN))

    assert {r.absent for r in of_team([*good.team(), child], asks(Form.GO_BETWEEN))} == {False}
    assert {r.absent for r in of_team([*good.team(), unknown], asks(Form.GO_BETWEEN))} == {True}


@pytest.mark.parametrize("short", ["shown_only", "nothing_seen", "may_end_it"])
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_a_recording_waits_until_it_is_settled_what_becomes_of_it(short: str, answer: Answer) -> None:
    room = without(good.team(), RecordingKept)
    kept = replace(good.recording_kept(), **{short: answer})

    assert codes(of_team(room, asks(Form.RECORDING))) == {"E27"}
    assert codes(of_team([*room, kept], asks(Form.RECORDING))) == {"E27"}
    assert codes(of_team(light_team(), asks(Form.RECORDING))) == {"E27"}
    assert of_team([*room, good.recording_kept()], asks(Form.RECORDING)) == ()
    assert of_team(room, asks(Form.LETTER)) == ()


@pytest.mark.parametrize("short", ["of_no_one_here", "prepared", "knows_it"])
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_who_stands_in_is_of_nobody_here_prepared_and_known_to_be_somebody_else(
    short: str, answer: Answer
) -> None:
    asked = asks(Form.SURROGATE)
    found: StandIn = replace(good.stand_in(), **{short: answer})

    assert codes(of_person([good.reach()], asked)) == {"STANDS_IN"}
    assert codes(of_person([good.reach(), good.stand_in(), found], asked)) == {"STANDS_IN"}
    assert of_person([good.reach(), found, good.stand_in()], asked) == ()
    assert reasons_for_person(written([good.reach()]), asks(Form.ONE_PERSON_WORK)) == ()
