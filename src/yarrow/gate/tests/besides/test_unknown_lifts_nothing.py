""" "Not known", written in the place of something adverse or after it, lifts nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import Separation, SeparationState, Warned, WarningState
from yarrow.gate.facts.children import ChildPart
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.course import MayBeAgreed, Openness
from yarrow.gate.facts.freedom import InterpreterFound, MaracStep
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.readiness import Capacity, NotConcerned, WhoAgrees
from yarrow.gate.facts.risk import AbuseScreen, Level, NoAbuseBasis, Relation, ScreenResult, View
from yarrow.gate.facts.who import Identity, Role
from yarrow.gate.forms import CARRIED, JOINT, Form
from yarrow.gate.rules.about import CLOSED_BY_THEM
from yarrow.gate.rules.circumstances import abuse_applies, is_not_concerned
from yarrow.gate.rules.freedom import NO_INTERPRETER
from yarrow.gate.rules.harm_in_process import (
    GOES_ON,
    GRAVE_HARM,
    KIND_UNKNOWN,
    SPECIALIST_AGAINST,
    SPECIALIST_UNSURE,
)
from yarrow.gate.rules.risk import CHANGED_SINCE
from yarrow.gate.standing import standing_of
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, UNKNOWN, YES, asks, codes, of_person, written
from yarrow.gate.tests.whole.questions import Where, light
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView

AGAINST = (View.OPPOSES, View.CONCERNS)
LIGHT = (Where.FAMILY, Where.SCHOOL, Where.PRISON)


def applies(facts: list[Fact]) -> bool:
    return abuse_applies(FactsView(written(facts), Home.PERSON), DAY)


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("against", AGAINST)
def test_a_view_that_is_not_known_lifts_no_view_against_it(against: View, form: Form) -> None:
    said = [*good.harmed(), good.specialist(), good.specialist(against), good.specialist(View.UNKNOWN)]

    assert of_person(said, asks(form)) == (SPECIALIST_AGAINST,)
    assert of_person([*said, good.specialist()], asks(form)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_last_view_that_is_not_known_is_no_support(form: Form) -> None:
    said = [*good.harmed(), good.specialist(), good.specialist(View.UNKNOWN)]

    assert of_person(said, asks(form)) == (SPECIALIST_UNSURE,)


@pytest.mark.parametrize("form", sorted(CARRIED))
def test_a_warning_of_which_nobody_knows_what_became_is_a_change(form: Form) -> None:
    room = [*good.harmed(), Warned()]

    assert of_person(room, asks(form)) == (CHANGED_SINCE,)
    assert of_person([*room, good.risk()], asks(form)) == ()
    assert of_person([*good.harmed(), Warned(state=WarningState.GIVEN)], asks(form)) == ()


UNSURE: list[Fact] = [
    Incident(part=Part.WAS_HARMED),
    good.risk(Level.UNKNOWN),
    replace(good.risk(Level.LOW), instrument_level=Level.HIGH),
    CoercionScreen(alone=YES),
    AbuseScreen(alone=YES),
    good.marac_decided(MaracStep.UNKNOWN),
]


@pytest.mark.parametrize("where", LIGHT)
@pytest.mark.parametrize("unsure", UNSURE, ids=lambda fact: fact.kind)
def test_what_may_speak_of_abuse_ends_a_no_abuse(unsure: Fact, where: Where) -> None:
    room = light(where, harmed=True)

    assert not applies(room)
    assert applies([*room, unsure])
    for form in JOINT:
        assert of_person([*room, unsure], asks(form))


def test_on_screens_two_workers_can_say_it_again_but_not_of_what_nobody_knows() -> None:
    clear = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
    again = good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN)
    room = light(Where.FAMILY, harmed=True)

    assert not applies([*room, AbuseScreen(alone=YES), clear, again])
    assert not applies([*room, good.risk(Level.UNKNOWN), good.risk(), again])
    assert applies([*room, good.risk(Level.HIGH), good.risk(Level.UNKNOWN), again])
    assert applies([*room, Incident(part=Part.WAS_HARMED), again])


@pytest.mark.parametrize("form", sorted(JOINT | {Form.CIRCLE_OF_OWN_PEOPLE}))
def test_harm_of_a_kind_that_nobody_wrote_down_holds_until_it_is_put_right_or_looked_at(form: Form) -> None:
    room = [*good.harmed(), Incident(part=Part.WAS_HARMED), good.risk()]
    put_right = [*good.harmed(), Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL), good.risk()]

    assert of_person(room, asks(form)) == (KIND_UNKNOWN,)
    assert of_person([*room, good.specialist()], asks(form)) == ()
    assert of_person([good.specialist(), *room], asks(form)) == (KIND_UNKNOWN,)
    assert of_person(put_right, asks(form)) == ()


def test_it_does_not_hold_work_with_one_person() -> None:
    room = [*good.harmed(), good.stand_in(), Incident()]

    assert KIND_UNKNOWN not in of_person(room, asks(Form.SURROGATE))
    assert GRAVE_HARM not in of_person([*good.harmed(), Incident()], asks())


def test_an_event_after_a_parting_of_which_the_state_is_not_known_counts_as_after_it() -> None:
    hit = Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL)

    assert GOES_ON in of_person([*good.harmed(), Separation(), hit, good.risk()])
    raised = Separation(state=SeparationState.RAISED)
    assert GOES_ON not in of_person([*good.harmed(), raised, hit, good.risk()])


def test_that_nobody_can_decide_this_alone_is_not_lifted_by_not_known() -> None:
    themselves = good.safeguards(WhoAgrees.THEMSELVES)
    room = [*good.harmed(), Capacity(value=NO), Capacity(value=UNKNOWN), themselves]

    assert codes(of_person(room)) == {"E18"}
    assert of_person([*room, Capacity(value=YES)]) == ()


def test_that_an_interpreter_is_needed_is_not_lifted_by_not_known() -> None:
    needed, not_asked = replace(good.identity(), interpreter=YES), good.identity()
    room = [*good.harmed(), needed, not_asked]

    assert isinstance(not_asked, Identity)
    assert of_person(room) == (NO_INTERPRETER,)
    assert of_person([*room, good.interpreter()]) == ()
    assert of_person([*room, replace(needed, interpreter=NO)]) == ()
    assert InterpreterFound not in {type(each) for each in room}


def test_a_closed_topic_is_not_opened_by_not_asked() -> None:
    closed = MayBeAgreed(time_with_child=Openness.CLOSED)
    question = asks(Form.LETTER, Topic.TIME_WITH_CHILD)

    assert CLOSED_BY_THEM in of_person([*good.harmed(), closed, MayBeAgreed()], question)
    willing = MayBeAgreed(time_with_child=Openness.WILLING)
    assert CLOSED_BY_THEM not in of_person([*good.harmed(), closed, willing, MayBeAgreed()], question)
    yes_then_not_asked = [*good.harmed(), closed, good.consent(), MayBeAgreed()]
    assert CLOSED_BY_THEM not in of_person(yes_then_not_asked, question)


def test_a_child_of_whom_it_is_not_known_whether_they_take_part_is_not_left_aside() -> None:
    aside = NotConcerned(reasons=good.SOME, second_worker="Second", review_on=REVIEW)
    room = [good.role(Role.CHILD_EXPOSED), aside]

    def left_aside(*more: Fact) -> bool:
        return is_not_concerned(FactsView(written([*room, *more]), Home.PERSON), DAY)

    assert left_aside()
    assert left_aside(good.assessed(part=ChildPart.AFFECTED))
    assert not left_aside(good.assessed(part=ChildPart.UNKNOWN))
    assert not left_aside(good.assessed(part=ChildPart.TAKES_PART))


def test_a_standing_that_rests_on_an_order_ends_with_it() -> None:
    """The day after its last one nobody has looked at orders, and the room must know that today."""
    varied = Order(
        reference="One",
        kind_of_order=OrderKind.BAIL,
        state=OrderState.VARIED,
        bars=(Bar.PLACE,),
        ends=DAY + timedelta(days=4),
    )
    room = [fact for fact in good.harmed() if fact.kind != "orders_check"]
    standing = standing_of(written([*room, varied]), Home.PERSON, DAY)

    assert standing.answers[Form.LETTER, Topic.HARM].last_day == varied.ends
