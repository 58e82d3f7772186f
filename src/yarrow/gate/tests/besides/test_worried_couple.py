"""A couple whom something worries, without control: ordinary safeguards, and nothing that a strangler meets.

The study tells control that goes on from conflict that flares up between two (domain.md §2.6, S57).
"""

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.harm import Conflict, Fear, Harm, Incident, OngoingAbuse, Part, Pressure
from yarrow.gate.facts.risk import (
    AbuseScreen,
    Level,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    ScreenResult,
    View,
)
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import SOME, UNKNOWN, YES, asks, codes, of_person

WORRY = AbuseScreen(alone=YES, result=ScreenResult.CONCERN, words=SOME)
CLEAR = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
HANDS = Incident(part=Part.WAS_HARMED, form=Harm.STRANGULATION)
SHOUTING = Incident(part=Part.WAS_HARMED, form=Harm.OTHER)


def worried() -> list[Fact]:
    """Each of the two: something worries them, they are afraid of it, and nothing controls them."""
    return [WORRY, Conflict(words=SOME), Fear(words=SOME), SHOUTING, *good.harmed()]


@pytest.mark.parametrize("form", sorted(DIRECT | CARRIED))
def test_worry_fear_and_trouble_between_them_hold_nothing_up_by_themselves(form: Form) -> None:
    without_more = of_person(good.harmed(), asks(form))
    assert of_person(worried(), asks(form)) == without_more == ()


@pytest.mark.parametrize(
    "missing", ["RiskAssessed", "CoercionScreen", "SafetyPlan", "OrdersCheck", "Supporter"]
)
def test_the_ordinary_safeguards_are_asked_of_them_as_of_everybody(missing: str) -> None:
    facts = [fact for fact in worried() if type(fact).__name__ != missing]
    assert of_person(facts)


@pytest.mark.parametrize("form", sorted(JOINT))
def test_the_same_couple_after_hands_on_the_neck_is_refused_everything_joint(form: Form) -> None:
    """Also at a risk that was judged low since, and also where somebody says that there is no abuse."""
    told = [*worried(), HANDS, good.risk(Level.LOW), CLEAR, good.clear_screen(), good.consent()]
    said = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.OTHER)

    assert "GRAVE" in codes(of_person(told, asks(form)))
    assert codes(of_person([*told, said], asks(form))) & {"GRAVE", "E8"}


def test_only_a_specialist_lifts_it_and_no_signature_does() -> None:
    told = [*worried(), HANDS, good.risk(Level.LOW)]

    assert "GRAVE" in codes(of_person([*told, good.specialist(View.CONCERNS)]))
    assert not codes(of_person([*told, good.specialist()]))


@pytest.mark.parametrize(
    "sign", [OngoingAbuse(), Pressure(), good.worrying_screen()], ids=lambda fact: fact.kind
)
def test_what_does_speak_of_control_is_refused_whatever_is_said_of_the_rest(sign: Fact) -> None:
    assert "E11" in codes(of_person([*worried(), sign, good.risk()]))


def test_where_each_was_asked_again_alone_and_two_found_no_abuse_they_need_no_more_than_pupils_do() -> None:
    """An earlier worry is no finding: a later clear screen, alone, and a second worker stand against it."""
    light = [
        WORRY,
        good.identity(),
        good.role(Role.HARMED),
        good.reach(),
        CLEAR,
        NoAbuse(
            state=NoAbuseState.SAID,
            basis=NoAbuseBasis.SCREENS,
            relation=Relation.UNKNOWN,
            second_worker="Second",
            review_on=good.REVIEW,
        ),
        good.informed(),
        good.consent(),
    ]

    assert of_person(light) == ()
    assert "E7" in codes(of_person([*light, WORRY]))
    not_alone = AbuseScreen(alone=UNKNOWN, result=ScreenResult.CLEAR)
    assert "E7" in codes(of_person([not_alone if fact is CLEAR else fact for fact in light]))
