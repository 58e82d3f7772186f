"""The rest of the thread, told by four workers: the day, the meeting, what is agreed, and what follows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import agreement
from yarrow.config.ready import day as on_the_day
from yarrow.config.tests.meeting import arranged_family
from yarrow.gate.day.beginning import ROOM_NOT_ASKED
from yarrow.gate.facts.agreement import SigningValue
from yarrow.gate.facts.day import PlaceToday, StillSo
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import FollowUp, Plan, Sitting
from yarrow.meetings.terms import FollowUpKind, SittingEnd

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

STILL_SO = StillSo(asked_alone=Answer.YES, orders_checked=Answer.YES, told=Answer.YES)
HERS = "I said all of it, and I came home on my own feet."
SAFETY = str(FollowUpKind.SAFETY_48H.label)
WORKERS = ("harmed_worker", "other_worker", "child_worker", "lead")


@dataclass
class Told:
    """Who takes part in the story."""

    browser_of: Callable[[str], Somebody]
    family: Family
    plan: Plan

    def at_the_day(self, part: str) -> Somebody:
        """Somebody of the cast, come to the page of the day by way of their first page."""
        return self.browser_of(part).go("/").follow("The day").is_at("The day")

    def at_the_agreement(self, part: str, room: str, link: str) -> Somebody:
        """Somebody of the cast, come to what is agreed by way of the case."""
        worker = self.browser_of(part).go(f"/c/{self.family.case.pk}/")
        way = f"/r/{self.family.rooms[room].pk}/agreement/"
        there = worker.main.get_by_role("link", name=re.compile(link))
        return worker.follow_link(there.and_(worker.page.locator(f'[href="{way}"]')))

    def come_back(self, *parts: str) -> None:
        """Another day: everybody signs in again."""
        for part in parts:
            self.browser_of(part).sign_in(part)


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """The morning of the day: told apart, orders looked for, nobody asked yet whether it is still so."""
    made = arranged_family(family, clock)
    assert made.planned_for is not None
    clock.move_to(made.planned_for)
    ready.read_waiting_notes(family)
    for part in ("harmed", "other"):
        family.record(part, *on_the_day.of_person(part, clock.today())[:-1])
    return made


# --- the day ---


def when_each_asks_whether_it_is_still_so(told: Told, *parts: str) -> None:
    names = {"harmed_worker": "Anwen", "other_worker": "Bryn", "child_worker": "Cadi"}
    for part in parts:
        worker = told.at_the_day(part).follow(names[part]).is_at("On the day")
        worker.reads("Still asked for today, in this room").press(StillSo.title)
        worker.fill(STILL_SO).press("Record").reads("Recorded.")


def when_the_lead_looks_at_the_place(told: Told) -> None:
    lead = told.at_the_day("lead").follow("The team").press(PlaceToday.title)
    lead.fill(on_the_day.place_today()).press("Record").reads("Recorded.")


def then_nobody_begins_and_only_the_lead_reads_why(told: Told) -> None:
    lead = told.at_the_day("lead").reads(ROOM_NOT_ASKED.text)
    lead.reads_nothing_of("Read the ground rules and begin")
    lead.go(f"{lead.place}begin/").press("Begin")
    lead.reads("There is a problem", ROOM_NOT_ASKED.text).is_at("Begin")
    other = told.at_the_day("other_worker").reads("Whether it begins is for the lead to say.")
    other.reads_nothing_of(ROOM_NOT_ASKED.text, "Anwen", "Cadi")


def when_it_begins_pauses_and_ends(told: Told) -> None:
    told.at_the_day("lead").follow("Read the ground rules and begin").reads("Nothing is signed today.")
    lead = told.browser_of("lead").press("Begin").reads("It has begun.")
    told.at_the_day("other_worker").press("A break").reads("There is a break.")
    lead.go(lead.place).reads("There is a break.").press("Go on").reads_nothing_of("There is a break.")
    lead.follow("End the meeting").press("End the meeting").reads("How everybody leaves")


def when_everybody_leaves_one_after_the_other(told: Told, pass_time: Callable[..., None]) -> None:
    told.at_the_day("harmed_worker").press("Who leaves first has left")
    told.at_the_day("other_worker").reads("Nobody else before 17 March 2026, 09:50")
    for _wait in range(2):
        pass_time(minutes=8)
        lead = told.at_the_day("lead")
    lead.press("Everybody has left").reads("Everybody has left.", "The calls and looks back that follow")


# --- what is agreed ---


def when_lines_are_written_and_offered(told: Told) -> None:
    line = agreement.lines_of(told.family)[0]
    lead = told.at_the_agreement("lead", "shared", "What we agree").follow("Write a line")
    lead.fill(line).press("Record").reads("Recorded.", line.words).follow("Offer these lines")
    for question in (
        "Was every line read back, word for word?",
        "Is it fair?",
        "Can every line be done by its day?",
        "Was every line compared, word for word, with every order, bail and licence in force?",
    ):
        lead.choose(question, "Yes")
    lead.press("Offer it").reads("Recorded.", "It may be signed from 20 March 2026")


def when_they_are_asked_apart(told: Told, part: str, room: str, words: str = "") -> Somebody:
    worker = told.at_the_agreement(part, room, "What is agreed").follow("Ask them, apart")
    worker.choose("What did they say?", SigningValue.SIGNED.words)
    for question in (
        "Were they asked alone?",
        "Are they free to choose?",
        "Was every word read out to them, in their own language?",
    ):
        worker.choose(question, "Yes")
    return worker.write("In their words", words).press("Record")


def then_it_stands_and_each_has_a_copy(told: Told) -> None:
    lead = told.at_the_agreement("lead", "shared", "What we agree").follow("Has everybody signed?")
    lead.press("Everybody has signed").reads("This stands since 20 March 2026")
    copy = told.at_the_agreement("harmed_worker", "harmed", "What is agreed")
    copy.follow("Their own copy, for paper").reads("You have signed it.").reads_nothing_of(HERS)
    other = told.at_the_agreement("other_worker", "shared", "What we agree")
    other.reads("This stands since").reads_nothing_of(HERS, "Has signed", "Bryn has")


# --- what follows ---


def when_the_first_follow_up_is_made(told: Told) -> None:
    hana = told.at_the_day("harmed_worker").follow("What follows").reads(f"{SAFETY}: by 19 March 2026")
    hana.follow(SAFETY).choose("Were they reached?", "Yes").choose("Are they safe now?", "Yes")
    hana.choose("Has anybody put pressure on them since?", "No").write("How are they, in their words?", HERS)
    hana.press("Record this").reads("Recorded.", "Settled", "They are asked first").is_at("Follow-ups")


def then_what_is_owed_stands_on_the_first_page(told: Told) -> None:
    told.browser_of("harmed_worker").go("/").reads_nothing_of(f"{SAFETY}: Anwen")
    other = told.browser_of("other_worker").go("/").reads("Late", f"{SAFETY}: Bryn")
    other.reads_nothing_of("Anwen", HERS)
    other.follow(f"{SAFETY}: Bryn").reads("Not reached is worth recording too.")


def test_from_the_day_to_what_follows(
    come_in: ComeIn, family: Family, plan: Plan, pass_time: Callable[..., None], has_script_today: Script
) -> None:
    told = Told(lambda part: come_in(part, has_script=has_script_today), family, plan)
    when_each_asks_whether_it_is_still_so(told, "harmed_worker", "other_worker")
    when_the_lead_looks_at_the_place(told)
    then_nobody_begins_and_only_the_lead_reads_why(told)
    when_each_asks_whether_it_is_still_so(told, "child_worker")
    when_it_begins_pauses_and_ends(told)
    when_everybody_leaves_one_after_the_other(told, pass_time)
    when_lines_are_written_and_offered(told)

    pass_time(hours=24)
    told.come_back("harmed_worker")
    when_the_first_follow_up_is_made(told)
    refused = when_they_are_asked_apart(told, "harmed_worker", "harmed", HERS)
    refused.is_told("What did they say?", "Nobody signs before the pause is over.").reads(HERS)

    pass_time(hours=48)
    told.come_back("harmed_worker", "other_worker", "lead")
    when_they_are_asked_apart(told, "harmed_worker", "harmed", HERS).reads("Has signed", HERS)
    when_they_are_asked_apart(told, "other_worker", "other").reads("Has signed")
    then_it_stands_and_each_has_a_copy(told)
    then_what_is_owed_stands_on_the_first_page(told)
    kept = FollowUp.objects.filter(plan=plan, room=family.rooms["harmed"])
    assert kept.filter(done_on__isnull=False).count() == 1
    assert kept.count() == FollowUp.objects.filter(plan=plan, room=family.rooms["other"]).count()


def test_anybody_stops_it_with_one_press_even_when_all_is_locked(
    come_in: ComeIn, family: Family, plan: Plan, pass_time: Callable[..., None]
) -> None:
    told = Told(come_in, family, plan)
    ready.everything_for_the_day(family, plan)
    ready.begin(family, plan)
    carys = told.at_the_day("child_worker").reads("It has begun.", "Any worker may, nobody asks why")
    pass_time(minutes=20)

    carys.press("Stop now").is_at("Give your passphrase again")

    assert Sitting.objects.get(plan=plan).how == SittingEnd.STOPPED
    hana = told.at_the_day("harmed_worker").reads("It was stopped. Stopping is always right.")
    hana.reads("Who leaves first has left").reads_nothing_of("Stop now", "Carys")
    hana.follow("What follows").reads(SAFETY, "Tell them how it ended")
