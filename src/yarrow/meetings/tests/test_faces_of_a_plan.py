"""One plan, three faces; and what none of them ever says."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import note_stop, stop_joint_work
from yarrow.cases.terms import StopKind
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family
from yarrow.design.environment import moment
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, NoAbuseBasis, NoAbuseState, ScreenResult
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import Form
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import set_plan_aside
from yarrow.meetings.actions.arranging import NOT_INSIDE_EVERY_ROOM
from yarrow.meetings.gate import plan_reasons
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import answers_now, constant_line
from yarrow.meetings.shown.released import hours_on_the_line

from .conftest import arranged, proposed, sent_out_of

LATER = timedelta(days=10)
CONSTANT_OF_PLAN = "The team's room shows what the plan itself must hold. It is asked when a day is set."
CONSTANT = "Its worker sees what must be in place. It is asked when a day is set."


def page(browser: Browser, part: str, plan: Plan) -> str:
    return words_of(browser(part).get(reverse("meetings:plan", args=[plan.pk])))


def reach(clock: FixedClock) -> Reach:
    return Reach(
        phone="01632 960001",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody else."),
        confirmed_on=clock.today(),
    )


def test_lead_is_told_nothing_of_a_room_they_are_not_in(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    assert "Bryn Moss" in page(browser, "lead", plan)

    sent_out_of(family, clock, "other")

    said = page(browser, "lead", plan)
    assert f"Moss, room 2 {CONSTANT}" in said
    assert "Bryn" not in said
    assert "Anwen Heather Does not stand." in said


@pytest.mark.parametrize("part", ["other", "child", "team"])
def test_lead_outside_one_room_that_is_asked_reads_one_sentence_and_nothing_of_a_signature(
    part: str, family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    assert NOT_INSIDE_EVERY_ROOM not in page(browser, "lead", plan)

    sent_out_of(family, clock, part)

    said = page(browser, "lead", plan)
    assert NOT_INSIDE_EVERY_ROOM in said
    assert "sign" not in said


def flagged(family: Family, clock: FixedClock, value: Answer) -> None:
    review_on = clock.today() + timedelta(days=30)
    flag = AbuseFlag(value=value, basis=FlagBasis.SCREENS, second_worker="Sian Super", review_on=review_on)
    family.record("team", flag)
    for part in ("harmed", "other", "child"):
        family.record(part, AbuseScreen(alone=Answer.YES, result=ScreenResult.CLEAR))
        family.record(part, *(no_abuse(review_on) if value is Answer.NO else ()))


def no_abuse(review_on: date, state: NoAbuseState = NoAbuseState.SAID) -> tuple[NoAbuse]:
    found = NoAbuse(
        state=state,
        basis=NoAbuseBasis.SCREENS,
        second_worker="Sian Super",
        review_on=review_on,
    )
    return (found,)


def test_lead_outside_the_team_room_cannot_tell_from_the_plan_whether_there_is_abuse(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    flagged(family, clock, Answer.YES)
    with_abuse = plan_reasons(plan, clock.today())
    inside = page(browser, "lead", plan)
    sent_out_of(family, clock, "team")
    seen = page(browser, "lead", plan)

    flagged(family, clock, Answer.NO)

    assert plan_reasons(plan, clock.today()) != with_abuse
    assert page(browser, "lead", plan) == seen
    assert "Fewer than two workers" in inside or "competence in domestic abuse" in inside
    assert CONSTANT_OF_PLAN in seen
    assert not [word for word in ("Fewer than", "competence", "no supervision", "signed") if word in seen]


def test_lead_outside_one_persons_room_cannot_tell_from_the_plan_what_is_said_there(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    flagged(family, clock, Answer.NO)
    sent_out_of(family, clock, "other")
    before, seen = plan_reasons(plan, clock.today()), page(browser, "lead", plan)

    family.record("other", *no_abuse(clock.today(), NoAbuseState.TAKEN_BACK))

    assert plan_reasons(plan, clock.today()) != before
    assert CONSTANT_OF_PLAN not in seen
    assert page(browser, "lead", plan) == seen


def test_lead_outside_a_room_that_is_not_asked_reads_as_before(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    before = page(browser, "lead", plan)

    sent_out_of(family, clock, "shared")

    assert page(browser, "lead", plan) == before


def test_answer_of_a_room_changes_no_byte_for_a_lead_who_is_not_in_it(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan = proposed(family, clock, Form.NO_SEND_LETTER)
    family.record("other", reach(clock))  # so that her room alone decides whether a day can be set
    sent_out_of(family, clock, "harmed")
    answered, seen = answers_now(plan, clock.today()), looked_and_tried(browser, plan, clock)

    family.record("harmed", reach(clock))

    assert answers_now(plan, clock.today()) != answered
    assert looked_and_tried(browser, plan, clock) == seen


def looked_and_tried(browser: Browser, plan: Plan, clock: FixedClock) -> list[str]:
    """The lead's page of the plan, and what setting a day answers."""
    lead, arrange = browser("lead"), reverse("meetings:arrange", args=[plan.pk])
    typed = {"on-day": "20", "on-month": "4", "on-year": str(clock.today().year), "hour": "14:30"}
    answers = [
        lead.post(arrange, typed),
        lead.get(arrange),
        lead.get(reverse("meetings:plan", args=[plan.pk])),
    ]
    return [masked(answer) for answer in answers]


def test_lead_reads_what_each_own_room_answers_and_what_the_plan_lacks(plan: Plan, browser: Browser) -> None:
    said = page(browser, "lead", plan)

    assert "Anwen Heather Does not stand. The room shows what must be in place." in said
    assert "The plan itself: not yet, because" in said
    assert "Ask a supervisor who holds no room of this case to read the briefs and sign." in said
    assert "A letter that is not sent is always possible." in said
    assert "Sian Super: Case supervisor" in said


def test_lead_reads_until_which_day_an_own_room_stands(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    family.record("harmed", reach(clock))
    plan = proposed(family, clock, Form.NO_SEND_LETTER)

    assert "Anwen Heather Stands until" in page(browser, "lead", plan)


def test_harmed_person_s_worker_sees_their_own_part_and_no_other_room(plan: Plan, browser: Browser) -> None:
    said = page(browser, "harmed_worker", plan)

    assert "Anwen Heather Go in" in said
    assert not [hidden for hidden in ("Bryn", "Cadi", "Moss", "room 2", "stand") if hidden in said]


@pytest.mark.parametrize(
    "part", ["lead", "harmed_worker", "other_worker", "signing_supervisor", "supervisor"]
)
def test_no_face_calls_a_plan_suitable_safe_to_proceed_or_open(
    part: str, plan: Plan, browser: Browser
) -> None:
    said = page(browser, part, plan).lower()

    assert not [word for word in ("suitable", "safe to", " open", "approved", "gate") if word in said]


def test_other_worker_sees_their_own_part_and_the_one_line(plan: Plan, browser: Browser) -> None:
    said = page(browser, "other_worker", plan)

    assert "Proposed. No day has been set." in said
    assert "Bryn" in said
    assert not [hidden for hidden in ("Anwen", "room 1", "room 2", "stand", "brief has") if hidden in said]


def test_worker_without_a_room_that_is_asked_is_told_so(plan: Plan, browser: Browser) -> None:
    assert "None of your rooms is asked for this plan." in page(browser, "specialist", plan)


def test_signing_supervisor_sees_no_first_name_and_no_answer(plan: Plan, browser: Browser) -> None:
    said = page(browser, "signing_supervisor", plan)

    assert "No brief in date has been sealed to you." in said
    assert not [hidden for hidden in ("Anwen", "Bryn", "stands", "not yet") if hidden in said.lower()]


def test_line_of_an_arranged_plan_is_its_hour(plan: Plan, browser: Browser, clock: FixedClock) -> None:
    planned_for = clock.now() + LATER
    arranged(plan, clock, planned_for)

    for part in ("lead", "harmed_worker", "other_worker", "signing_supervisor", "specialist"):
        assert f"Arranged for {moment(planned_for)}." in page(browser, part, plan)


def stopped_line(hour: datetime) -> str:
    return f"Not going ahead for now. Say nothing before {moment(hour)}."


def test_stop_shows_everybody_the_same_line_at_once(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    arranged(plan, clock, clock.now() + LATER)
    stop = stop_joint_work(case=family.case, by=family.cast.worker("child_worker"), clock=clock)

    for part in ("lead", "harmed_worker", "other_worker", "signing_supervisor", "specialist"):
        assert stopped_line(stop.say_nothing_before) in page(browser, part, plan)


def test_confided_stop_shows_its_line_only_at_the_next_confirmation(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    arranged(plan, clock, clock.now() + LATER)
    before = page(browser, "other_worker", plan)
    stop = note_stop(
        case=family.case, by=family.cast.worker("harmed_worker"), clock=clock, kind=StopKind.CONFIDED
    )

    assert page(browser, "other_worker", plan) == before
    assert stop.line_from is not None
    clock.move_to(stop.line_from)
    assert stopped_line(stop.say_nothing_before) in page(browser, "child_worker", plan)


@pytest.mark.parametrize("kinds", [[], ["OPEN"], ["CONFIDED"], ["SILENT"], ["OPEN", "CONFIDED", "SILENT"]])
@pytest.mark.parametrize("hours", [0, 71, 72, 200])
def test_lines_of_many_plans_are_the_lines_of_each(
    kinds: list[str], hours: int, family: Family, plan: Plan, clock: FixedClock
) -> None:
    arranged(plan, clock, clock.now() + LATER)
    for kind in kinds:
        clock.move_to(clock.now() + timedelta(minutes=5))
        note_stop(case=family.case, by=family.cast.worker("supervisor"), clock=clock, kind=StopKind[kind])
    now = clock.now() + timedelta(hours=hours)

    assert hours_on_the_line([plan], now).get(plan.pk) == constant_line(plan, now)


def test_plan_set_aside_offers_the_lead_nothing_more(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    set_plan_aside(plan=plan, by=family.cast.worker("lead"), clock=clock)

    assert "Set aside. Support goes on." in page(browser, "other_worker", plan)
    assert "Set the day and the hour" not in page(browser, "lead", plan)


def test_day_of_a_plan_is_said_in_the_language_of_the_page(plan: Plan, clock: FixedClock) -> None:
    assert moment(clock.now()) == "10 March 2026, 09:30"
    assert clock.today() == date(2026, 3, 10)
