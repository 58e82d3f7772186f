"""Marac decided or not, grave harm, and the local authority: who must be told is never left open."""

from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import Marac
from yarrow.gate.facts.freedom import (
    Dependence,
    DependsOn,
    MaracDecision,
    MaracStep,
    SafeguardingDecision,
    SafeguardingStep,
)
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.risk import Level, RiskAssessed, View
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, REVIEW, SOME, YES, asks, codes, of_person, without

HIGH = good.risk(Level.HIGH)


def happened(on: date | None = None, part: Part = Part.WAS_HARMED) -> Incident:
    return Incident(part=part, form=Harm.PHYSICAL, happened_on=on)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def after(*facts: Fact) -> list[Fact]:
    return [*good.harmed(), *facts, good.risk()]


def by_instrument() -> RiskAssessed:
    return RiskAssessed(
        level=Level.HIGH, instrument_level=Level.HIGH, own_view=SOME, reasons=SOME, review_on=REVIEW
    )


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_high_risk_that_is_over_leaves_the_question_of_marac(form: Form) -> None:
    reasons = of_person(after(HIGH), asks(form))

    assert codes(reasons) == {"MARAC"}
    assert all(reason.absent for reason in reasons)
    assert codes(of_person(after(by_instrument()), asks(form))) == {"MARAC"}
    assert codes(of_person(after(good.marac_decided(), HIGH), asks(form))) == {"MARAC"}


@pytest.mark.parametrize("step", [each for each in MaracStep if each is not MaracStep.UNKNOWN])
def test_any_decision_with_its_reasons_answers_it(step: MaracStep) -> None:
    assert of_person(after(HIGH, good.marac_decided(step))) == ()


def test_what_is_not_decided_does_not_and_marac_itself_does() -> None:
    assert codes(of_person(after(HIGH, good.marac_decided(MaracStep.UNKNOWN)))) == {"MARAC"}
    assert "MARAC" not in codes(of_person(after(HIGH, Marac())))
    assert [field for field, _ in MaracDecision(reasons=" ").problems()] == ["reasons"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "asked"),
    [((0, 0, 0), True), ((365, 100, 0), True), ((366, 100, 0), False), ((0, 0), False), ((9, 8, 7, 6), True)],
)
def test_the_third_event_within_a_year_asks_it(days: tuple[int, ...], *, asked: bool) -> None:
    events = [happened(ago(each)) for each in days]

    for order in (events, events[::-1]):
        assert codes(of_person(after(*order))) == ({"MARAC"} if asked else set())
        assert codes(of_person(after(good.marac_decided(), *order))) == ({"MARAC"} if asked else set())
        assert of_person(after(*order, good.marac_decided())) == ()


def test_the_third_one_counts_whenever_it_is_written_down() -> None:
    decided_before = after(happened(ago(1)), happened(ago(2)), good.marac_decided(), happened(ago(3)))

    assert codes(of_person(decided_before)) == {"MARAC"}
    assert codes(of_person(after(happened(), happened(), happened(ago(1))))) == {"MARAC"}


def test_what_they_did_to_others_counts_in_the_others_rooms() -> None:
    room = [*good.caused_harm(), *[happened(part=Part.CAUSED_IT)] * 3, good.risk()]

    assert of_person(room) == ()
    assert codes(of_person([*room[:-1], *[happened(part=Part.UNKNOWN)] * 3, good.risk()])) == {"MARAC"}


@pytest.mark.parametrize(("days", "asked"), [(0, True), (365, True), (366, False)])
def test_something_new_within_a_year_of_marac_asks_it_again(days: int, *, asked: bool) -> None:
    again = after(Marac(on=ago(days)), happened(DAY))

    assert codes(of_person(again)) == ({"MARAC"} if asked else set())
    assert "MARAC" not in codes(of_person(after(happened(DAY), Marac(on=ago(days)))))


def test_no_decision_is_asked_where_abuse_is_excluded_or_of_work_alone() -> None:
    assert of_person([*good.harmed(), good.no_abuse(), *[happened()] * 3]) == ()
    for form in APART:
        assert of_person([*after(HIGH), good.stand_in()], asks(form)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("harm", [Harm.STRANGULATION, Harm.THREAT_TO_KILL])
def test_after_grave_harm_a_low_assessment_alone_is_not_enough(harm: Harm, form: Form) -> None:
    told = after(Incident(form=harm))
    reasons = of_person(told, asks(form))

    assert codes(reasons) == {"GRAVE"}
    assert all(reason.absent for reason in reasons)
    assert codes(of_person([good.specialist(), *told], asks(form))) == {"GRAVE"}
    assert of_person([*told, good.specialist()], asks(form)) == ()
    assert "GRAVE" in codes(of_person([*told, good.specialist(View.UNKNOWN)], asks(form)))


def test_other_harm_and_rooms_without_abuse_do_not_ask_for_that() -> None:
    assert of_person(after(Incident(form=Harm.THREAT))) == ()
    assert of_person([*good.harmed(), good.no_abuse(), Incident(form=Harm.THREAT_TO_KILL)]) == ()
    assert of_person([*good.harmed(), Incident(form=Harm.STRANGULATION)], asks(Form.ONE_PERSON_WORK)) == ()


DECIDED = [each for each in SafeguardingStep if each is not SafeguardingStep.UNKNOWN]


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("room", [good.child, good.young_who_harmed])
def test_of_everybody_under_18_it_is_decided_who_is_told(room: object, form: Form) -> None:
    facts: list[Fact] = room()  # type: ignore[operator]  # one of two rooms
    bare = without(facts, SafeguardingDecision)

    assert codes(of_person(bare, asks(form))) == {"SAFEGUARD"}
    assert codes(of_person([*bare, good.authority_told(SafeguardingStep.UNKNOWN)], asks(form))) == {
        "SAFEGUARD"
    }
    for step in DECIDED:
        assert of_person([*bare, good.authority_told(step)], asks(form)) == ()


def test_nobody_decides_alone_that_nobody_is_told() -> None:
    alone = SafeguardingDecision(step=SafeguardingStep.NOT_NEEDED, reasons=SOME)

    assert [field for field, _ in alone.problems()] == ["with_whom"]
    assert "SAFEGUARD" in codes(of_person([*without(good.child(), SafeguardingDecision), alone]))


def test_a_young_supporter_and_a_light_circle_are_not_asked() -> None:
    young = [good.identity(AgeBand.CHILD), good.role(Role.SUPPORTER)]
    bare = without(good.young_who_harmed(), SafeguardingDecision)

    assert "SAFEGUARD" not in codes(of_person(young))
    assert "SAFEGUARD" not in codes(of_person([*bare, good.no_abuse()]))
    assert "SAFEGUARD" not in codes(of_person(bare, asks(Form.EARLY_HELP)))


@pytest.mark.parametrize("need", [DependsOn.CARE, DependsOn.HEALTH])
def test_of_an_adult_who_needs_care_it_is_decided_after_that(need: DependsOn) -> None:
    room = [*good.harmed(), good.authority_told(), Dependence(on=(need,), in_place=YES)]

    assert codes(of_person(room)) == {"SAFEGUARD"}
    assert of_person([*room, good.authority_told()]) == ()
    assert of_person([*good.harmed(), Dependence(on=(DependsOn.MONEY,), in_place=YES)]) == ()
