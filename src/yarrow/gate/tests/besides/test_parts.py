"""Parts in a harm: both harmed and harming, a change of part, capacity, and who agrees for whom."""

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.readiness import Capacity, WhoAgrees
from yarrow.gate.facts.risk import View
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, UNKNOWN, YES, asks, codes, of_person, without
from yarrow.gate.words import Answer


def both(*facts: Fact, harmed: Role = Role.HARMED) -> list[Fact]:
    plan = next(fact for fact in good.harmed() if fact.kind == "safety_plan")
    return [*good.caused_harm(), plan, good.contact_checks(), good.role(harmed, "harm-2"), *facts]


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("harmed", [Role.HARMED, Role.HARMED_BY_CHILD])
def test_who_was_harmed_and_has_harmed_is_looked_at_by_a_specialist(harmed: Role, form: Form) -> None:
    reasons = of_person(both(harmed=harmed), asks(form))

    assert codes(reasons) == {"ROLE"}
    assert all(reason.absent for reason in reasons)
    assert of_person(both(good.specialist(), harmed=harmed), asks(form)) == ()
    assert "ROLE" in codes(of_person(both(good.specialist(View.UNKNOWN), harmed=harmed), asks(form)))
    assert codes(of_person([good.specialist(), *both(harmed=harmed)], asks(form))) == {"ROLE"}


def test_two_harms_on_one_side_and_a_light_room_ask_for_nobody() -> None:
    assert of_person([*good.harmed(), good.role(Role.HARMED, "harm-2")]) == ()
    assert of_person([*good.caused_harm(), good.role(Role.CAUSED_HARM, "harm-2")]) == ()
    assert of_person([*both(), good.no_abuse()]) == ()
    assert of_person(both(), asks(Form.RESTORATIVE_ENQUIRY)) == ()


def changed(*facts: Fact, to: Role = Role.HARMED_BY_CHILD) -> list[Fact]:
    part = RoleInHarm(harm="harm-1", role=to, second_worker="Second")
    return [*good.harmed(), part, *facts]


@pytest.mark.parametrize("form", sorted(JOINT))
def test_after_a_change_of_part_every_share_is_looked_at_again(form: Form) -> None:
    reasons = of_person(changed(), asks(form))

    assert codes(reasons) == {"ROLE"}
    assert all(reason.absent for reason in reasons)
    assert of_person(changed(SharesLookedAt(every_one=YES)), asks(form)) == ()


@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_looked_at_in_part_or_before_is_not_looked_at(answer: Answer) -> None:
    assert codes(of_person(changed(SharesLookedAt(every_one=answer)))) == {"ROLE"}
    assert codes(of_person([SharesLookedAt(every_one=YES), *changed()])) == {"ROLE"}
    again = changed(SharesLookedAt(every_one=YES), good.role(Role.HARMED), good.role(Role.HARMED))
    assert "ROLE" in codes(of_person(again))


def test_saying_the_same_part_again_or_one_in_another_harm_changes_nothing() -> None:
    assert of_person([*good.harmed(), good.role(Role.HARMED)]) == ()
    assert of_person([*good.harmed(), good.role(Role.HARMED, "harm-2"), good.role(Role.HARMED)]) == ()
    assert "ROLE" not in codes(of_person([*changed(to=Role.SUPPORTER), good.no_abuse()]))
    assert of_person(changed(), asks(Form.ONE_PERSON_WORK)) == ()


def settled(*roles: Role) -> list[Fact]:
    """These parts in their order, then that they were harmed, and all that must be in place."""
    parts = [RoleInHarm(harm="harm-1", role=role, second_worker="Second") for role in (*roles, Role.HARMED)]
    return [*parts, *good.harmed()]


@pytest.mark.parametrize("first", [Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW])
def test_the_first_part_that_is_known_is_no_change(first: Role) -> None:
    assert of_person(settled(first)) == ()
    assert of_person(settled(first, first)) == ()
    assert codes(of_person(settled(first, Role.CAUSED_HARM))) == {"ROLE"}


@pytest.mark.parametrize("role", [Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW])
def test_back_to_not_yet_known_is_a_change(role: Role) -> None:
    assert codes(of_person(settled(Role.HARMED, role))) == {"ROLE"}
    assert of_person([*settled(Role.HARMED, role), SharesLookedAt(every_one=YES)]) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_nobody_agrees_for_an_adult(form: Form) -> None:
    lacks = [*good.harmed(), Capacity(value=NO)]
    reasons = of_person([*lacks, good.safeguards(WhoAgrees.GUARDIAN)], asks(form))

    assert codes(reasons) == {"E18"}
    assert not any(reason.absent for reason in reasons)
    assert of_person([*lacks, good.safeguards(WhoAgrees.ADVOCATE)], asks(form)) == ()
    light = [*lacks, good.safeguards(WhoAgrees.GUARDIAN), good.no_abuse()]
    assert codes(of_person(light, asks(form))) == {"E18"}


def test_of_somebody_under_18_a_parent_who_did_no_harm_may() -> None:
    assert of_person([*good.young_who_harmed(), good.safeguards(WhoAgrees.GUARDIAN)]) == ()
    lacks = [*good.harmed(), good.safeguards(WhoAgrees.GUARDIAN)]
    assert of_person(lacks, asks(Form.ONE_PERSON_WORK)) == ()
    unknown = without(lacks, type(good.identity()))
    assert {reason.absent for reason in of_person(unknown)} == {True}
