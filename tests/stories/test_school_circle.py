"""Eight pupils after a fight, and no abuse: from the referral to the day in five short pages."""

from datetime import timedelta

import pytest

from yarrow.cases.models import Case
from yarrow.cases.terms import OwnAnswer, ReferralSource, Setting
from yarrow.config.cast import ROLES
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.readiness import Extent, WhoAgrees
from yarrow.gate.facts.risk import Relation
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import Form
from yarrow.gate.words import Answer, LongText
from yarrow.intake.actions import receive_referral
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.queries import intake_room

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

PUPILS = {
    "Alys Morgan": Role.HARMED,
    "Bedwyr Rees": Role.HARMED,
    "Catrin Lloyd": Role.CAUSED_HARM,
    "Dylan Price": Role.CAUSED_HARM,
    "Elin Vaughan": Role.CAUSED_HARM,
    "Ffion Hughes": Role.SUPPORTER,
    "Gethin Pugh": Role.SUPPORTER,
    "Heledd Bowen": Role.SUPPORTER,
}
FIRST_NAMES = [name.split()[0] for name in PUPILS]
WRITTEN = "A fight at the bus, eight of them. All eight want it settled before the trip."
SHORT_PAGES = 5
NOT_AGREED = "has not agreed yet as the second worker"
ARRANGED = "Arranged for 12 March 2026, 14:30."


@pytest.fixture
def referral(service: object, clock: FixedClock) -> None:
    """The head of year has written."""
    del service
    room = intake_room()
    assert room is not None
    written = ReferralReceived(brought_by=BroughtBy.PROFESSIONAL, hoped_for=LongText(WRITTEN))
    receive_referral(room=room, referral=written, once=new_id(), clock=clock)


def pages_with_a_form(*workers: Somebody) -> set[str]:
    """Each address that a page of the five was asked for at."""
    asked = {address for worker in workers for address in worker.look.asked}
    return {
        address
        for address in asked
        if "/short/" in address and ("/incoming/" in address or not address.endswith(("/short/", "/agree/")))
    }


def when_intake_says_who_is_coming(intake: Somebody) -> None:
    """Page 1; every word of the referral stays where it is."""
    intake.follow("Go to what has come in").follow("10 March 2026").reads(WRITTEN)
    intake.follow("Open a circle without abuse").reads("page 1 of 5")
    intake.choose("Are any of them a family, a couple or a household, or has anybody spoken of abuse?", "No")
    intake.choose("Where is the work done?", str(Setting.SCHOOL.label))
    intake.pick("Who asks for this work?", str(ReferralSource.AGENCY.label))
    intake.pick("Case lead", ROLES["lead"][0]).pick("Case supervisor", ROLES["supervisor"][0])
    intake.pick(
        "Second worker, who leads it with them and confirms what needs two", ROLES["harmed_worker"][0]
    )
    for number, (name, part) in enumerate(PUPILS.items(), start=1):
        row = intake.main.get_by_role("group", name=f"Person {number}", exact=True)
        row.get_by_label("First and family name").fill(name)
        row.get_by_label("Age").select_option(label=AgeBand.YOUNG_PERSON.words)
        row.get_by_label("Their part in what happened").select_option(label=part.words)
    intake.press("Open the case").reads("Case 1001 is open.")


def when_they_know_nobody(worker: Somebody) -> Somebody:
    """Each of the two is asked, before anything else; the answer is their own."""
    worker.go("/").follow("Do you know this person? Answer before anything else").reads(*PUPILS)
    worker.choose("Do you know this person, or anybody close to them?", str(OwnAnswer.DOES_NOT_KNOW.label))
    return worker.press("Answer")


def pick_for_each(worker: Somebody, question: str, answer: str, names: list[str]) -> None:
    for name in names:
        worker.group(question).get_by_label(name, exact=True).select_option(label=answer)


def when_each_was_asked_alone(lena: Somebody) -> None:
    """Page 2."""
    question = "What came of asking each alone about abuse?"
    lena.choose("How do they know each other?", Relation.PUPILS.words)
    lena.write("Which way to reach them is safe for all of them?", "Through the head of year.")
    pick_for_each(lena, question, "Asked alone: nothing that worries us", FIRST_NAMES)
    lena.press("Save and go on").is_told("When, and who else may answer?", "needs an answer")
    assert lena.typed_in("Which way to reach them is safe for all of them?") == "Through the head of year."
    lena.write("When, and who else may answer?", "At school. The office.").press("Save and go on")


def when_each_was_told_and_decided(lena: Somebody) -> None:
    """Page 3."""
    lena.is_at("What each was told, and decided").write(
        "What was explained to them, and how?", "The leaflet, with each, by the stove."
    )
    stopping = "Do they know that they may say no or stop at any time, and that no help ends with it?"
    lena.tick("What does each of them know now?", [stopping])
    pick_for_each(lena, "What did each decide, after that?", ConsentValue.GIVEN.words, FIRST_NAMES)
    owning = [name.split()[0] for name, part in PUPILS.items() if part is Role.CAUSED_HARM]
    pick_for_each(lena, "How far do they acknowledge their part?", Extent.FULL.words, owning)
    pick_for_each(lena, "Was each heard, apart from the others?", Answer.YES.words, FIRST_NAMES)
    lena.press("Save and go on")


def when_the_place_is_written(lena: Somebody) -> None:
    """Page 4."""
    lena.is_at("The place, and who is beside them").write("Where do they meet?", "The library, after school")
    lena.choose("Is it the home of someone taking part?", "No")
    lena.write("What is adapted for those under 18?", "Short turns, and a break whenever anybody asks.")
    beside = lena.group("Who is beside each under 18? Somebody who depends on nobody else here.")
    for name in FIRST_NAMES:
        beside.get_by_label(name, exact=True).fill("A parent")
    question = "Whose decision is it that they take part?"
    pick_for_each(lena, question, WhoAgrees.GUARDIAN.words, FIRST_NAMES)
    lena.press("Save and go on")


def when_the_lead_sets_the_day(lena: Somebody, clock: FixedClock) -> Somebody:
    """Page 5."""
    lena.go(f"/c/{Case.objects.get().pk}/short/look/").is_at("Look over it, and set the day")
    return lena.moment(clock.now().replace(hour=14, minute=30) + timedelta(days=2)).press("Set the day")


def test_a_school_circle_of_eight_is_done_in_five_short_pages(
    come_in: ComeIn,
    referral: None,
    clock: FixedClock,
    has_script_today: Script,
) -> None:
    intake, lena, hana = (
        come_in(part, has_script=has_script_today) for part in ("intake", "lead", "harmed_worker")
    )
    when_intake_says_who_is_coming(intake)
    for worker in (lena, hana):
        when_they_know_nobody(worker)

    lena.go("/").follow("Case 1001").press("A circle without abuse: go on").reads("page 2 of 5")
    when_each_was_asked_alone(lena)
    when_each_was_told_and_decided(lena)
    when_the_place_is_written(lena)
    lena.reads(NOT_AGREED, "page 5 of 5").reads_nothing_of(WRITTEN)
    when_the_lead_sets_the_day(lena, clock).reads("There is a problem").reads_nothing_of(ARRANGED)

    hana.go("/").follow("Case 1001").follow("Agree as the second worker for the circle").reads(*FIRST_NAMES)
    hana.reads(Relation.PUPILS.words, "Nothing that worries us", f"Asked by {ROLES['lead'][0]}")
    hana.press("I agree with this").reads("You have agreed as the second worker.")
    when_the_lead_sets_the_day(lena, clock).is_at(Form.CIRCLE_WITH_ALL.words).reads(ARRANGED)
    assert len(pages_with_a_form(intake, lena, hana)) == SHORT_PAGES
