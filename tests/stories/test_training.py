"""Nobody's training is recorded, so a joint plan waits; two people see to it, and it waits no more."""

from datetime import date, timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.forms import Form
from yarrow.gate.rules.plan import NONE_COMPETENT, NOT_SUPERVISED
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = [pytest.mark.story, pytest.mark.long]

WAITS = (NONE_COMPETENT.text, NOT_SUPERVISED.text)
ENDED = "When did the training end?"


def given_a_plan_for_which_all_else_is_there(family: Family, clock: FixedClock) -> None:
    ready.record_everything(family)
    joint_on = clock.today() + timedelta(days=20)
    ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)


def at_the_plan(lead: Somebody) -> Somebody:
    return lead.go("/").follow(Form.CIRCLE_WITH_ALL.words)


def when_supervision_is_recorded(somebody: Somebody, name: str) -> None:
    somebody.go("/training/colleagues/").follow(name).follow("Record case supervision")
    somebody.day("When did it take place?", date(2026, 3, 1))
    somebody.pick("Who gave it?", "Sian Super").press("Record it").reads("Waits for a second person")


def when_training_is_recorded(somebody: Somebody, name: str) -> None:
    somebody.go("/training/colleagues/").follow(name).follow("Record training")
    somebody.press("Record it").is_told(
        "When did the training end?", "“When did the training end?” needs an answer"
    )
    somebody.choose("Trained and assessed in", "Domestic violence and abuse practice")
    somebody.day(ENDED, date(2026, 1, 10))
    somebody.day("Until when does it count?", date(2027, 1, 10))
    somebody.choose("What was seen?", "A certificate was seen")
    somebody.press("Record it").is_at("Training and supervision")


def when_it_is_confirmed(somebody: Somebody, about: str) -> None:
    somebody.go("/training/").follow(about).is_at("Confirm this record?")
    somebody.press("I have seen it, and confirm it").reads("Confirmed. It counts from now on.")


def test_training_is_recorded_by_two(
    come_in: ComeIn, family: Family, clock: FixedClock, has_script_today: Script
) -> None:
    given_a_plan_for_which_all_else_is_there(family, clock)
    lead, sian = (
        come_in("lead", has_script=has_script_today),
        come_in("supervisor", has_script=has_script_today),
    )
    at_the_plan(lead).reads(*WAITS, "Never recorded")

    for name in ("Lena Lead", "Hana Harries"):
        when_supervision_is_recorded(sian, name)
    for name in ("Owen Oakes", "Carys Child"):
        when_supervision_is_recorded(lead, name)
    when_training_is_recorded(sian, "Lena Lead")
    at_the_plan(lead).reads(*WAITS)

    when_it_is_confirmed(lead, "Lena Lead: Case supervision")
    when_it_is_confirmed(
        come_in("harmed_worker", has_script=has_script_today), "Hana Harries: Case supervision"
    )
    # What the lead wrote down of Sian's supervision, Sian confirms herself.
    for name in ("Owen Oakes", "Carys Child"):
        when_it_is_confirmed(sian, f"{name}: Case supervision")
    at_the_plan(lead).reads(WAITS[0]).reads_nothing_of(WAITS[1])

    gwen = come_in("signing_supervisor", has_script=has_script_today)
    when_it_is_confirmed(gwen, "Lena Lead: Domestic violence and abuse practice")
    at_the_plan(lead).reads_nothing_of(*WAITS).reads("until 10 January 2027")

    lead.go("/training/").follow("Take it back").is_at("Take this record back?")
    lead.press("Take it back").reads("Taken back. It does not count any more.")
