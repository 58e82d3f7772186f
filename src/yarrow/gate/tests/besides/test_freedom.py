"""What hangs on taking part, whom somebody needs, what nobody may learn, and who interprets."""

from dataclasses import replace

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.freedom import (
    Dependence,
    DependsOn,
    InterpreterFound,
    NotKnown,
    NotKnownTo,
    TakingPartTied,
    TiedState,
    TiedTo,
)
from yarrow.gate.facts.harm import Harm, Incident
from yarrow.gate.facts.risk import Specialist
from yarrow.gate.facts.who import AddressGuarded, Identity
from yarrow.gate.forms import APART, DIRECT, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, SOME, UNKNOWN, YES, asks, codes, of_person, without
from yarrow.gate.words import Answer

WITH_PEOPLE = DIRECT | {Form.CIRCLE_OF_OWN_PEOPLE, Form.GO_BETWEEN}


def tied(state: TiedState = TiedState.TIED, by: str = "The landlord") -> TakingPartTied:
    return TakingPartTied(by=by, to=(TiedTo.HOME,), state=state)


def with_yes_anew(facts: list[Fact]) -> list[Fact]:
    return [*facts, good.clear_screen(), good.consent()]


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("state", [TiedState.TIED, TiedState.UNKNOWN])
def test_nothing_joint_while_something_hangs_on_taking_part(form: Form, state: TiedState) -> None:
    held = of_person([*good.harmed(), tied(state)], asks(form))

    assert "E17" in {reason.code for reason in held if not reason.absent}
    light = with_yes_anew([*good.harmed(), good.no_abuse(), tied(state)])
    assert codes(of_person(light, asks(form))) == {"E17"}


@pytest.mark.parametrize("form", sorted(APART - {Form.SURROGATE}))
def test_work_alone_goes_on_while_something_hangs_on_it(form: Form) -> None:
    assert of_person([*good.harmed(), tied()], asks(form)) == ()


def test_who_made_it_a_condition_takes_it_back_and_the_yes_is_asked_anew() -> None:
    back = [*good.harmed(), tied(), tied(TiedState.TAKEN_BACK, by=" the LANDLORD ")]

    assert codes(of_person(back)) == {"E15"}
    assert of_person(with_yes_anew(back)) == ()
    assert codes(of_person([*good.harmed(), good.no_abuse(), *back[-2:]])) == {"E15"}
    other = [*good.harmed(), tied(by="The court"), tied(TiedState.TAKEN_BACK)]
    assert codes(of_person(with_yes_anew(other))) == {"E17"}


@pytest.mark.parametrize("in_place", [NO, UNKNOWN])
@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_no_that_would_cost_the_home_is_not_free(form: Form, in_place: Answer) -> None:
    needs = Dependence(on=(DependsOn.HOME,), in_place=in_place)
    reasons = of_person([*good.harmed(), needs], asks(form))

    assert codes(reasons) == {"DEPENDS"}
    assert all(reason.absent for reason in reasons)


def test_with_something_in_its_place_or_needing_nobody_it_is() -> None:
    needs = Dependence(on=(DependsOn.HOME,))

    assert of_person([*good.harmed(), needs, replace(needs, in_place=YES)]) == ()
    assert of_person([*good.harmed(), needs, Dependence()]) == ()
    assert of_person([*good.harmed(), good.no_abuse(), needs]) == ()
    for form in APART:
        assert of_person([*good.harmed(), good.stand_in(), needs], asks(form)) == ()


def guarded(second_worker: str = "Second") -> AddressGuarded:
    return AddressGuarded(how=SOME, second_worker=second_worker)


@pytest.mark.parametrize("form", sorted(Form))
def test_what_family_does_not_know_holds_whatever_family_hears(form: Form) -> None:
    room = [*good.harmed(), good.stand_in()]
    said = NotKnownTo(what=(NotKnown.WHOM_THEY_LOVE,), by_whom=SOME)
    held = {"KNOWN"} if form in WITH_PEOPLE else set()

    assert codes(of_person([*room, said], asks(form))) == held
    assert codes(of_person([*room, guarded(), said], asks(form))) == held
    assert held <= codes(of_person([*room, said, guarded(" ")], asks(form)))
    assert of_person([*room, said, guarded()], asks(form)) == ()


def needs_interpreter() -> list[Fact]:
    who = Identity(known_as="Sam", age_band=good.identity().age_band, interpreter=YES)
    return [*without(good.harmed(), Identity), who]


@pytest.mark.parametrize("short", ["no_relation", "knows_nobody", "prepared"])
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_an_interpreter_is_nobodys_family_knows_nobody_and_is_prepared(short: str, answer: Answer) -> None:
    found = replace(good.interpreter(), **{short: answer})

    for form in JOINT:
        assert codes(of_person([*needs_interpreter(), found], asks(form))) == {"INTERPRETER"}
        assert codes(of_person(needs_interpreter(), asks(form))) == {"INTERPRETER"}
        assert of_person([*needs_interpreter(), found, good.interpreter()], asks(form)) == ()
    assert of_person(needs_interpreter(), asks(Form.ONE_PERSON_WORK)) == ()
    assert codes(of_person([*needs_interpreter(), good.no_abuse()])) == {"INTERPRETER"}


def test_who_needs_no_interpreter_or_has_not_said_so_is_not_asked_for_one() -> None:
    for answer in (NO, UNKNOWN):
        who = Identity(known_as="Sam", age_band=good.identity().age_band, interpreter=answer)
        assert of_person([*good.harmed(), who]) == ()


HONOUR = Incident(form=Harm.HONOUR_BASED)
HBS = good.specialist(by=Specialist.HBS)


@pytest.mark.parametrize("beside", [good.supporter(), good.interpreter()], ids=lambda fact: fact.kind)
def test_where_honour_is_the_danger_who_stands_beside_them_is_looked_at_too(
    beside: InterpreterFound,
) -> None:
    seen = [*good.harmed(), HONOUR, good.risk(), HBS]

    assert of_person(seen) == ()
    assert codes(of_person([*seen, beside])) == {"HONOUR"}
    assert of_person([*seen, beside, HBS]) == ()
    assert codes(of_person([*seen, beside, good.specialist()])) == {"HONOUR"}


@pytest.mark.parametrize("form", sorted(Form))
def test_honour_holds_whatever_family_or_community_hears(form: Form) -> None:
    room = [*good.harmed(), good.stand_in(), HONOUR, good.risk()]

    assert codes(of_person(room, asks(form))) == ({"HONOUR"} if form in WITH_PEOPLE else set())
    assert of_person([*room, HBS], asks(form)) == ()
