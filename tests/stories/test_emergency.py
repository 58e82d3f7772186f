"""Two at night, on a phone: from a reason to a card in three pages; in the morning everybody knows."""

from datetime import UTC, datetime

import pytest

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .conftest import PHONE, ComeIn, Script

pytestmark = pytest.mark.story

AT_NIGHT = datetime(2026, 3, 11, 2, 14, tzinfo=UTC)
MORNING = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
NAIN = "With Nain in Llanelli; Cadi, seven, sleeps there too."
RANG = "Her sister rang: he is at the door."
NOTE = "Officers came in six minutes. Nobody was hurt."


def write_the_card(worker: Somebody, family: Family) -> None:
    """By who is inside, on one page that begins with what the room knows."""
    worker.go(f"/r/{family.rooms['harmed'].pk}/").reads("Emergency card not yet written")
    worker.follow("Write the emergency card, or look it over").is_at("Emergency card")
    assert worker.typed_in("First name, as they are called") == "Anwen"
    worker.write("Other names they go by", "Anwen Siân Griffiths")
    worker.press("Save the card").is_at("Emergency card")
    worker.is_told("What to do first", "\u201cWhat to do first\u201d needs an answer")
    worker.write("One line that tells them from somebody of the same name", "Has a daughter of seven")
    worker.choose("Are they in danger?", "Not at this moment, but it may come at any time")
    worker.choose("Are there children with them?", "Yes")
    worker.write("The children: ages, and where they are at night", NAIN)
    worker.write("How to reach them safely at night", "Through Nain, 01632 960440.")
    worker.write("How they must never be reached", "Her own telephone.")
    worker.write("What to do first", "999 to Nain's house, then ring Nain.")
    worker.press("Save the card").reads("Emergency card looked at on 10 March 2026")


def name_two(over: Somebody) -> None:
    """One alone is not enough, and the page says so."""
    over.go("/").follow("Emergency openings and colleagues on duty").follow("Colleagues on duty")
    over.reads("Emergency opening is off")
    for name in ("Dilys Duty", "Olwen Outside"):
        over.pick("Who is to be on duty?", name).press("Name them for duty")
    over.reads_nothing_of("Emergency opening is off")


def open_it(duty: Somebody) -> None:
    """From Today: why and who, which of them, the card."""
    duty.go("/").follow("Emergency opening").is_at("Emergency opening").reads("In danger, ring 999 first.")
    duty.choose("Why do you need a card now?", "Somebody is in danger now")
    duty.write("In a few words", RANG)
    duty.write("Name, telephone number or police reference", "sian grifiths")
    duty.press("Find the card").is_at("Which of these?").reads("Has a daughter of seven")
    duty.reads_nothing_of(NAIN, "960440", "Griffiths", RANG)
    duty.press("Open the card of Anwen").is_at("Anwen").reads(NAIN, "Through Nain, 01632 960440.")
    duty.reads("This page shows the card until 11 March 2026, 03:14.")


def test_card_is_found_at_night_and_everybody_is_told(
    come_in: ComeIn, family: Family, clock: FixedClock, has_script_today: Script
) -> None:
    def comes(name: str) -> Somebody:
        return come_in(name, has_script=has_script_today, width=PHONE)

    worker, over = comes("harmed_worker"), comes("manager")
    write_the_card(worker, family)
    name_two(over)
    worker.go("/").reads_nothing_of("Dilys Duty")
    worker.go(f"/r/{family.rooms['harmed'].pk}/").reads_nothing_of("nobody on duty holds it yet")

    clock.move_to(AT_NIGHT)
    duty = comes("duty")
    open_it(duty)
    duty.write("What happened, and what did you do?", NOTE)
    duty.press("Leave this note in their room").reads("Your note lies in their room.")
    other = comes("other_worker").go("/").reads_nothing_of("Dilys Duty", "Emergency opening", "Anwen")
    other.go(f"/c/{family.case.pk}/").reads_nothing_of("Dilys Duty", "Not going ahead")

    clock.move_to(MORNING)
    worker.sign_in("harmed_worker").reads(
        "The card of Anwen was opened on 11 March 2026, 02:14 by Dilys Duty", RANG
    )
    worker.follow("Read in the room what was left there").press("Read them into this room").reads(NOTE, RANG)
    worker.go("/").reads("The card of Anwen was opened")

    second = comes("outsider").go("/").reads("by Dilys Duty").reads_nothing_of("Anwen", RANG)
    second.follow("Review it").reads(RANG).choose("What did you find?", "It was right to open it")
    second.press("Record the review").reads("The review is recorded.")
    worker.go("/").reads_nothing_of("Dilys Duty")
