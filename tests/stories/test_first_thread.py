"""The story of the service: a referral is typed; nothing is possible; then it is; then it is stopped."""

from datetime import timedelta

import pytest

from yarrow.config.cast import Cast
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .conftest import ComeIn, Script
from .thread import (
    PEOPLE,
    Thread,
    given_a_referral,
    then_each_statement_is_in_one_room,
    then_nothing_is_possible_and_each_room_says_why,
    when_a_plan_is_proposed,
    when_briefs_are_written,
    when_everything_is_recorded,
    when_first_calls_are_made,
    when_intake_opens_a_case,
    when_the_lead_agrees_as_second,
    when_the_lead_sets_the_day,
    when_the_supervisor_lets_the_lead_in,
    when_the_supervisor_signs,
)

pytestmark = [pytest.mark.story, pytest.mark.long]

THREAT = "He stood by the school gate and said that he knew the day."
LINE = "Not going ahead for now. Say nothing before 13 March 2026, 10:00."
ARRANGED = "Arranged for 24 March 2026, 14:30."


def minutes_later(clock: FixedClock) -> None:
    """A signature must come after the last stop; who waits a quarter of an hour is locked out."""
    clock.move_to(clock.now() + timedelta(minutes=5))


def when_something_happens(thread: Thread) -> None:
    """It is recorded in one room, by its worker; nothing else is done."""
    thread.at_the_plan("other_worker").reads(ARRANGED)
    incident = Incident(part=Part.WAS_HARMED, form=Harm.THREAT, words=LongText(THREAT))
    thread.holder("harmed").record(thread.rooms["harmed"], incident).reads(THREAT)


def then_it_is_stopped_for_all_and_nobody_else_is_told_why(thread: Thread) -> None:
    """The others read one line; the lead, who is inside, reads that it is not yet."""
    before = thread.holder("other").words
    after = thread.at_the_plan("other_worker").words
    assert after == before.replace(ARRANGED, LINE)
    for path in ("/", thread.case, thread.rooms["other"]):
        thread.holder("other").go(path).reads_nothing_of(THREAT, PEOPLE["harmed"], "Something that happened")
    thread.at_the_plan("signing_supervisor").reads(LINE).reads_nothing_of(THREAT)
    lead = thread.at_the_plan("lead").reads(LINE, "Does not stand.", "not yet, because")
    lead.reads_nothing_of(THREAT)
    when_the_lead_sets_the_day(thread).reads("There is a problem").is_at("Set the day and the hour")


def test_from_a_referral_to_a_meeting_that_is_stopped(
    come_in: ComeIn, cast: Cast, clock: FixedClock, has_script_today: Script
) -> None:
    def browser_of(part: str = "") -> Somebody:
        return come_in(part, has_script=has_script_today)

    thread = Thread(browser_of, cast, clock)
    given_a_referral(browser_of())
    when_intake_opens_a_case(thread)
    then_each_statement_is_in_one_room(thread)
    when_first_calls_are_made(thread)
    then_nothing_is_possible_and_each_room_says_why(thread)

    when_the_supervisor_lets_the_lead_in(thread)
    when_the_lead_agrees_as_second(thread, "harmed", "other")
    when_a_plan_is_proposed(thread)
    when_the_lead_sets_the_day(thread).reads("There is a problem").is_at("Set the day and the hour")

    when_everything_is_recorded(thread)
    minutes_later(clock)
    when_briefs_are_written(thread)
    when_the_supervisor_signs(thread)
    minutes_later(clock)
    when_the_lead_sets_the_day(thread).reads(ARRANGED)
    when_something_happens(thread)
    then_it_is_stopped_for_all_and_nobody_else_is_told_why(thread)
