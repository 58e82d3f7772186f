"""A person's own course: what must be looked at again, and steps of equal number and care."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from yarrow.gate.course import CourseGuide, StepState, guide, has_course
from yarrow.gate.course.steps import STEPS, StepCode
from yarrow.gate.facts import KINDS, Fact, notice_for_team
from yarrow.gate.facts.base import Home, Unreadable
from yarrow.gate.facts.change import Escalation, Separation, SeparationState
from yarrow.gate.facts.choice import Hope, Strength
from yarrow.gate.facts.course import (
    Course,
    CourseReview,
    DoDifferently,
    ExitPlan,
    Going,
    MayBeAgreed,
    NextStep,
    NextStepDone,
    Openness,
    OwnSafetyPlan,
    SlippingSign,
    Which,
    WhoseWish,
)
from yarrow.gate.facts.risk import RiskAssessed, SafetyPlan
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import JOINT
from yarrow.gate.standing import DOES_NOT_STAND, standing_of
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, SOME, UNKNOWN, YES, codes, of_person, written

YESTERDAY = DAY - timedelta(days=1)
PARTING = Course(which=Which.PARTING, whose=WhoseWish.OWN)
TOGETHER = Course(which=Which.LIVING_TOGETHER, whose=WhoseWish.OWN)
UNDECIDED = Course(which=Which.NOT_DECIDED, whose=WhoseWish.OWN)
OWN_PLAN = OwnSafetyPlan(rising=SOME, then=SOME)
PLAN = SafetyPlan(words=SOME)
STEP = NextStep(words=SOME)
ENOUGH = CourseReview(going=Going.BETTER, enough=YES, review_on=REVIEW)

OF_COURSE: dict[Which, tuple[Fact, ...]] = {
    Which.LIVING_TOGETHER: (DoDifferently(words=SOME), SlippingSign(sign=SOME, then=SOME)),
    Which.PARTING: (ExitPlan(how=SOME), MayBeAgreed()),
    Which.NOT_DECIDED: (),
}


def told(*facts: Fact, part: Role = Role.HARMED) -> CourseGuide:
    return guide(written([good.identity(), good.role(part), *facts]), DAY)


def states(found: CourseGuide) -> dict[StepCode, StepState]:
    return {each.step.code: each.state for each in found.steps}


def whole(course: Course, part: Role) -> list[Fact]:
    """A course to its end, with no meeting in it."""
    plan = OWN_PLAN if part is Role.CAUSED_HARM else PLAN
    start: list[Fact] = [Strength(words=SOME), course, good.risk(), plan]
    return [*start, *OF_COURSE[course.which], STEP, ENOUGH]


# --- what refuses ---


@pytest.mark.parametrize("whose", [WhoseWish.SOMEBODY_ELSE, WhoseWish.UNKNOWN])
def test_a_wish_that_is_not_their_own_begins_nothing(whose: WhoseWish) -> None:
    facts = whole(replace(TOGETHER, whose=whose), Role.HARMED)

    found = told(*facts)

    assert states(found)[StepCode.WISH] is StepState.NEXT
    assert not found.complete


def test_no_course_is_chosen_by_itself() -> None:
    found = told(Hope(words=SOME))

    assert found.which is None
    assert found.steps != told(TOGETHER).steps
    assert not found.complete


@pytest.mark.parametrize("missing", [RiskAssessed, SafetyPlan, CourseReview, Course])
def test_without_risk_safety_a_wish_or_a_day_to_look_again_it_is_not_complete(missing: type[Fact]) -> None:
    facts = [each for each in whole(TOGETHER, Role.HARMED) if not isinstance(each, missing)]

    assert not told(*facts).complete


@pytest.mark.parametrize("going", [Going.WORSE, Going.UNKNOWN])
def test_enough_while_it_is_worse_or_not_known_is_not_complete(going: Going) -> None:
    facts = whole(TOGETHER, Role.HARMED)[:-1]

    assert not told(*facts, replace(ENOUGH, going=going)).complete


def test_a_review_that_is_out_of_date_is_looked_at_again() -> None:
    found = told(*whole(TOGETHER, Role.HARMED)[:-1], replace(ENOUGH, review_on=YESTERDAY))

    assert states(found)[StepCode.REVIEW] is StepState.LAPSED
    assert not found.complete


def test_an_entry_that_cannot_be_read_leaves_risk_open_for_ever() -> None:
    found = told(Unreadable(), *whole(TOGETHER, Role.HARMED))

    assert states(found)[StepCode.RISK] is StepState.LAPSED
    assert not found.complete


def test_a_plan_for_who_was_harmed_is_no_plan_for_who_harmed() -> None:
    facts = whole(TOGETHER, Role.HARMED)

    found = told(*facts, part=Role.CAUSED_HARM)

    safety = next(each for each in found.steps if each.step.code is StepCode.SAFETY)
    assert safety.state is StepState.NEXT
    assert safety.step.kinds == (OwnSafetyPlan.kind,)


def test_who_is_both_needs_both_plans() -> None:
    facts = [good.identity(), good.role(Role.HARMED, "1"), good.role(Role.CAUSED_HARM, "2"), PLAN]

    safety = next(each for each in guide(written(facts), DAY).steps if each.step.code is StepCode.SAFETY)

    assert safety.state is not StepState.DONE
    assert safety.step.kinds == (SafetyPlan.kind, OwnSafetyPlan.kind)


# --- parting, and getting worse, are changes after which risk is looked at again ---


@pytest.mark.parametrize("changed", [PARTING, replace(ENOUGH, going=Going.WORSE)])
def test_joint_work_does_not_stand_until_risk_is_looked_at_again(changed: Fact) -> None:
    stands = standing_of(written(good.harmed()), Home.PERSON, DAY)
    stopped = standing_of(written([*good.harmed(), changed]), Home.PERSON, DAY)
    again = standing_of(written([*good.harmed(), changed, good.risk()]), Home.PERSON, DAY)

    joint = [cell for cell, last in stands.answers.items() if last.stands and cell[0] in JOINT]
    assert joint
    assert all(stopped.answers[cell] == DOES_NOT_STAND for cell in joint)
    assert codes(of_person([*good.harmed(), changed])) == {"E8"}
    assert again.answers == stands.answers
    assert notice_for_team(changed) is not None


@pytest.mark.parametrize("course", [TOGETHER, UNDECIDED])
def test_another_wish_changes_no_answer_of_the_room(course: Course) -> None:
    assert standing_of(written([*good.harmed(), course]), Home.PERSON, DAY) == standing_of(
        written(good.harmed()), Home.PERSON, DAY
    )
    assert notice_for_team(course) is None


@pytest.mark.parametrize("changed", [PARTING, Escalation(), replace(ENOUGH, going=Going.WORSE)])
def test_after_a_change_risk_comes_first_and_then_the_course_goes_on(changed: Fact) -> None:
    before = [Strength(words=SOME), TOGETHER, good.risk(), PLAN]

    asked = told(*before, changed)
    looked = told(*before, changed, good.risk())

    assert asked.to_do is not None
    assert (asked.to_do.step.code, asked.to_do.state) == (StepCode.RISK, StepState.LAPSED)
    assert looked.to_do is not None
    assert looked.to_do.state is StepState.NEXT


def test_a_parting_first_thought_of_asks_for_risk_before_anything_else() -> None:
    found = told(PARTING)

    assert found.to_do is not None
    assert found.to_do.step.code is StepCode.RISK


# --- equal, either way and for either side ---


@pytest.mark.parametrize("part", [Role.HARMED, Role.CAUSED_HARM, Role.NOT_YET_KNOWN])
@pytest.mark.parametrize("course", [TOGETHER, PARTING, UNDECIDED])
def test_every_course_comes_to_its_end_without_a_meeting(course: Course, part: Role) -> None:
    found = told(*whole(course, part), part=part)

    assert found.complete
    assert found.to_do is None
    assert set(states(found).values()) == {StepState.DONE}


@pytest.mark.parametrize("part", [Role.HARMED, Role.CAUSED_HARM])
def test_both_courses_have_the_same_shape_at_every_point_of_the_way(part: Role) -> None:
    ways = [whole(course, part) for course in (TOGETHER, PARTING)]

    for length in range(3, len(ways[0]) + 1):
        one, two = (told(*way[:length], part=part) for way in ways)
        assert [each.state for each in one.steps] == [each.state for each in two.steps]
        assert one.complete == two.complete


def test_both_sides_have_the_same_steps() -> None:
    for course in (TOGETHER, PARTING, UNDECIDED):
        one, two = (told(course, part=part) for part in (Role.HARMED, Role.CAUSED_HARM))
        assert [each.step.title for each in one.steps] == [each.step.title for each in two.steps]


def test_steps_of_both_courses_take_equal_care() -> None:
    together, parting = STEPS[Which.LIVING_TOGETHER], STEPS[Which.PARTING]

    assert len(together) == len(parting)
    lengths = [sum(len(each.prompt) for each in way) for way in (together, parting)]
    assert abs(lengths[0] - lengths[1]) < max(lengths) // 5
    assert all(kind in KINDS for way in STEPS.values() for step in way for kind in step.kinds)


def test_a_changed_wish_begins_the_other_course_and_asks_how_it_goes_anew() -> None:
    found = told(*whole(TOGETHER, Role.HARMED), PARTING, good.risk())

    assert found.which is Which.PARTING
    assert states(found)[StepCode.REVIEW] is not StepState.DONE
    assert not found.complete


def test_whose_wish_it_is_and_a_parting_before_are_said() -> None:
    parted = Separation(state=SeparationState.HAPPENED)
    reunited = Separation(state=SeparationState.REUNITED)

    assert told(TOGETHER).is_own
    assert not told(replace(TOGETHER, whose=WhoseWish.UNKNOWN)).is_own
    assert not told().is_own
    assert told(parted, TOGETHER).comes_together
    assert not told(parted, PARTING).comes_together
    assert not told(parted, reunited, TOGETHER).comes_together


def test_only_the_first_open_step_is_next_and_the_others_are_later() -> None:
    found = list(states(told()).values())

    assert found.count(StepState.NEXT) == 1
    assert found[0] is StepState.NEXT
    assert set(found[1:]) == {StepState.LATER}


# --- next steps ---


def test_next_steps_stand_by_their_day_and_one_that_has_passed_is_overdue() -> None:
    late = replace(STEP, due_on=YESTERDAY, who_helps="A cousin")
    soon = replace(STEP, due_on=DAY)

    found = told(STEP, soon, late)

    assert [each.said for each in found.own_steps] == [late, soon, STEP]
    assert [each.is_overdue for each in found.own_steps] == [True, False, False]
    assert states(found)[StepCode.NEXT_STEPS] is StepState.LAPSED


def test_a_step_that_is_done_waits_no_more_and_is_not_forgotten() -> None:
    late = replace(STEP, due_on=YESTERDAY)
    facts = [good.identity(), late, NextStepDone(step=str(UUID(int=2))), NextStepDone(step="no such step")]

    found = guide(written(facts), DAY)

    assert found.own_steps == ()
    assert found.done_steps == (late,)
    assert states(found)[StepCode.NEXT_STEPS] is not StepState.LAPSED


def test_a_topic_that_is_open_for_talk_needs_a_plan_and_a_closed_one_does_not() -> None:
    assert not told(PARTING, MayBeAgreed()).needs_plan
    assert not told(PARTING, MayBeAgreed(money=Openness.CLOSED)).needs_plan
    assert told(PARTING, MayBeAgreed(money=Openness.CLOSED, home=Openness.WILLING)).needs_plan
    assert not told(PARTING, MayBeAgreed(home=Openness.WILLING), MayBeAgreed(home=Openness.CLOSED)).needs_plan


# --- whose page it is ---


def _aged(*facts: Fact) -> object:
    return has_course(written(facts), DAY)


def test_a_child_and_a_young_person_have_no_course_and_an_unknown_age_is_unknown() -> None:
    for age in (AgeBand.CHILD, AgeBand.YOUNG_PERSON):
        assert _aged(good.identity(age)) is NO
    assert _aged(good.identity(), good.role(Role.CHILD_EXPOSED)) is NO
    assert _aged() is UNKNOWN
    assert _aged(good.identity(AgeBand.UNKNOWN)) is UNKNOWN
    assert _aged(good.identity()) is YES
    assert _aged(Unreadable(), good.identity()) is YES


def test_nothing_of_a_course_has_a_home_outside_a_person_s_room() -> None:
    kinds: Iterable[type[Fact]] = [
        kind for kind in KINDS.values() if kind.__module__ == "yarrow.gate.facts.course"
    ]

    assert len(list(kinds)) == 9
    assert all(kind.homes == {Home.PERSON} for kind in kinds)
