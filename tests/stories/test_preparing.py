"""Preparing with one person, on a phone and without script; and the half-minute note of a call."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Request

from yarrow.config.families import Family
from yarrow.gate.facts.who import Reach
from yarrow.gate.rules.reach import REACH_OLD
from yarrow.gate.words import LongText
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import ComeIn

pytestmark = [pytest.mark.story, pytest.mark.long]

STORY = "He moved the chairs so that I had to sit by the window."
NEED = "That my sister may come in the mornings."
PRESSES = 3
"""From the room: open the note, save it; one to spare."""


@pytest.fixture
def room(family: Family) -> str:
    """Her room, where the way to reach her was last confirmed long ago."""
    day = family.clock.today() - timedelta(days=40)
    safe = LongText("Mornings, before ten.")
    reach = Reach(phone="01632 960145", when_safe=safe, who_may_answer=LongText("Nobody."), confirmed_on=day)
    family.record("harmed", reach)
    return f"/r/{family.rooms['harmed'].pk}/"


def says_it_is_safe(worker: Somebody) -> Somebody:
    """The first page, asked afresh each time."""
    worker.is_at("First: is it safe to talk?").choose("Is it safe for them to talk now?", "Yes")
    worker.choose("Are they alone, so that nobody can listen in?", "Yes")
    return worker.choose("Is there time enough, without hurry?", "Yes").press("Save and go on")


def presses_of(worker: Somebody) -> list[str]:
    """Every link and button that leads to a page from now on; what follows by itself is no press."""
    pressed: list[str] = []

    def count(request: Request) -> None:
        if request.is_navigation_request() and request.redirected_from is None:
            pressed.append(request.url)

    worker.page.on("request", count)
    return pressed


def test_a_session_is_left_found_again_and_recorded(
    come_in: ComeIn, room: str, *, has_script_today: bool
) -> None:
    worker = come_in("harmed_worker", has_script=has_script_today)

    worker.go(room).press("Prepare with them").is_at("First: is it safe to talk?")
    worker.choose("Is it safe for them to talk now?", "Yes")
    worker.choose("Are they alone, so that nobody can listen in?", "Yes")
    worker.press("Save and go on").is_told("Is there time enough, without hurry?", "needs an answer")
    worker.choose("Is there time enough, without hurry?", "Yes")
    worker.choose("Are the ways to reach them still right and safe?", "Yes")
    worker.write("Word they say to break off", "kettle").press("Save and go on")
    worker.reads("kettle", "page 2 of 10").press("Confirm it today")
    worker.reads("The way to reach them is confirmed today.").press("Save and go on")
    worker.write("What happened, in their own words", STORY).press("Save and leave it for now")
    worker.reads("Kept, sealed, for you alone.", "You began to prepare with them on").reads_nothing_of(STORY)

    worker.press("Go on preparing").write("What they need, hope for and fear", NEED).press("Save and go back")
    assert worker.typed_in("What happened, in their own words") == STORY
    worker.press("Save and go on").press("Save and go on")
    worker.write("Information given (What was explained, and how?)", "All of it, sitting down.")
    worker.press("Save and go on").choose("Free to choose? (What came of it?)", "Nothing that worries us")
    worker.choose("Free to choose? (Were they asked alone?)", "Yes").press("Save and go on")
    worker.choose("What they decided (What did they decide?)", "Wants to take part").press("Save and go on")
    worker.is_told("What they decided (About which ways of working?)", "A yes names what it is for.")
    worker.tick("What they decided (About which ways of working?)", ["A letter that is delivered"])
    worker.tick("What they decided (About which topics?)", ["Belongings and money"])
    for _page in range(4):
        worker.press("Save and go on")

    worker.is_at("This is what will be recorded").reads(STORY, NEED, "kettle", "Wants to take part")
    worker.choose("Was this a whole session of preparation?", "Yes").press("Record")
    worker.reads(
        "Recorded.", STORY, "Preparation together", "What was said in preparing", "Prepare with them"
    )


def test_when_it_is_not_safe_nothing_else_is_asked(come_in: ComeIn, room: str, *, has_script: bool) -> None:
    worker = come_in("harmed_worker", has_script=has_script)

    worker.go(room).press("Prepare with them").choose("Is it safe for them to talk now?", "Not known")
    worker.press("Save and go on").is_at("Stop here").reads("999", "No preparation is counted.")
    worker.follow("Back to the room").reads("A call", "Prepare with them").reads_nothing_of("Go on preparing")


def test_a_call_takes_one_choice_and_one_press(come_in: ComeIn, room: str, *, has_script: bool) -> None:
    worker = come_in("harmed_worker", has_script=has_script)

    worker.go(room).follow("Note a call").choose("What happened?", "We rang, and somebody else answered")
    worker.press("Save the note").reads("so nothing is confirmed", "Somebody else was on the phone")


def test_what_was_written_before_the_lock_is_found_again_that_day_and_the_next(
    come_in: ComeIn, room: str, pass_time: Callable[..., None]
) -> None:
    worker = come_in("harmed_worker").go(room).press("Prepare with them")
    says_it_is_safe(worker).press("Save and go on").write("What happened, in their own words", STORY)
    pass_time(minutes=20)
    worker.press("Save and go on").is_at("Give your passphrase again").reads_nothing_of(STORY)
    worker.write("Passphrase", DEMO_PASSPHRASE).press("Continue").reads("page 3 of 10")
    assert worker.typed_in("What happened, in their own words") == STORY
    worker.press("Save and go on").reads("page 4 of 10")

    pass_time(hours=20)
    worker.sign_in("harmed_worker").go(room).reads("Only you see this.").reads_nothing_of(STORY)
    says_it_is_safe(worker.press("Go on preparing")).reads("page 4 of 10").press("Save and go back")
    assert worker.typed_in("What happened, in their own words") == STORY


def test_a_real_call_confirms_the_way_to_reach_them_in_three_presses(come_in: ComeIn, room: str) -> None:
    worker = come_in("harmed_worker").go(room).reads(REACH_OLD.text)
    pressed = presses_of(worker)

    worker.follow("Note a call").choose("What happened?", "We rang, and spoke with them")
    worker.choose("Was it safe for them to talk?", "Yes")
    worker.main.get_by_role("checkbox", name="They said that this way").check()
    worker.press("Save the note").reads("Noted. This way of reaching them is confirmed today.")

    assert 0 < len(pressed) <= PRESSES
    assert worker.place == room
    worker.reads_nothing_of(REACH_OLD.text)
