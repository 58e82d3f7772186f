"""Out alone with a telephone: left while locked, late, looked for by whoever is on duty, found by a word."""

from datetime import UTC, datetime

import pytest

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .conftest import PHONE, ComeIn, Script

pytestmark = pytest.mark.story

LATE = datetime(2026, 3, 10, 11, 5, tzinfo=UTC)
WHERE = "The library, by the side door"


def agrees_two_words(worker: Somebody) -> None:
    """Once, before the first visit."""
    worker.go("/out/").reads("not agreed yet").follow("My two words").is_at("My two words")
    worker.write("Your word for: all is well", "harbour")
    worker.write("Your word for: I am in danger", "gardener")
    worker.press("Agree these words").reads("They are shown nowhere: remember them.")


def plans_and_leaves(worker: Somebody, family: Family) -> None:
    """In the room of whom it is about; then one press on a page that names nobody."""
    worker.go(f"/r/{family.rooms['harmed'].pk}/").follow("Plan a visit").is_at("Plan a visit")
    worker.day_as("On which day?", "10", "3", "2026")
    worker.pick("How long will it take, from the moment you leave?", "1 hour")
    worker.write("Where will you be?", WHERE)
    worker.write("Your number that day, and whom to ring if you do not answer", "01632 960340")
    worker.pick("Which colleague looks out for you?", "Nobody besides who is on call")
    worker.press("Plan it").is_at("Out alone, now").reads_nothing_of(WHERE)
    worker.press("I am leaving now").reads("Back by 10 March 2026, 10:")


def test_late_visit_is_seen_by_duty_and_ends_with_the_agreed_word(
    come_in: ComeIn, family: Family, clock: FixedClock, has_script_today: Script
) -> None:
    worker = come_in("harmed_worker", has_script=has_script_today, width=PHONE)
    agrees_two_words(worker)
    plans_and_leaves(worker, family)

    clock.move_to(LATE)
    duty = come_in("duty", has_script=has_script_today, width=PHONE)
    duty.go("/").reads("Hana Harries is not back", WHERE)
    duty.follow("Who does what, step by step").is_at("Look for Hana Harries").reads(
        "nobody has taken this on"
    )
    duty.choose("What did you do just now?", "I rang them: no answer").press("Write it down")
    duty.reads("I rang them: no answer", "Done so far")
    duty.choose("How do you know that they are safe?", "I heard their voice, and they said their word")
    duty.write("The word they said, as you heard it", "lighthouse").press("End the alarm")
    duty.reads("That is not the word they left.")
    duty.choose("How do you know that they are safe?", "I heard their voice, and they said their word")
    duty.write("The word they said, as you heard it", "Harbour").press("End the alarm")
    duty.reads("The alarm has ended for everybody.").reads_nothing_of("is not back", WHERE)
