"""A person's own way on, to its end, without any meeting: to stay and be safer, or to part."""

from datetime import timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import courses, risk
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Strength
from yarrow.gate.facts.course import (
    Course,
    CourseReview,
    DoDifferently,
    ExitPlan,
    Going,
    MayBeAgreed,
    NextStep,
    Openness,
    SlippingSign,
    Which,
    WhoseWish,
)
from yarrow.gate.facts.risk import SafetyPlan
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import FollowUpKind

from .browsing import Somebody, room_of
from .conftest import ComeIn

pytestmark = [pytest.mark.story, pytest.mark.long]

WAY_ON = "What they want, and next steps"
WORDS = LongText("That nobody in this house is afraid of a key in the door.")
TOGETHER = Course(which=Which.LIVING_TOGETHER, whose=WhoseWish.OWN, words=WORDS)
PARTING = Course(which=Which.PARTING, whose=WhoseWish.OWN, words=LongText("To live apart by the summer."))
PROUD = Strength(words=LongText("Never missed a school play."))
DIFFERENTLY = DoDifferently(words=LongText("I say it the same day, at the table."))
SIGN = SlippingSign(sign=LongText("The phones go face down."), then=LongText("Ring my sister."))
STEP = NextStep(words=LongText("Go to the choir."), who_helps="A cousin", on_paper=Answer.YES)
PLAN = SafetyPlan(words=LongText("Neighbour at number 4 has a key."))
LEAVING = ExitPlan(
    how=LongText("On a Thursday, by the bus at ten past nine."),
    code_word="Have you seen my green scarf?",
    children_know_999=Answer.YES,
)
MAY_BE_AGREED = MayBeAgreed(belongings=Openness.WILLING, home=Openness.CLOSED)


def enough(clock: FixedClock) -> CourseReview:
    return CourseReview(going=Going.BETTER, enough=Answer.YES, review_on=clock.today() + timedelta(days=60))


def goes_on_with(someone: Somebody, *facts: Fact) -> Somebody:
    """From the page of the way on and back to it."""
    for fact in facts:
        someone.press(fact.title).fill(fact).press("Record").is_at(WAY_ON).reads("Recorded.")
    return someone


def comes_next(someone: Somebody) -> str:
    """What the page asks for before anything else."""
    heading = someone.main.get_by_text("What comes next")
    return heading.locator("xpath=following::p[1]").inner_text()


def takes_a_paper(someone: Somebody) -> None:
    """The steps that may be found, and nothing else of what is written here."""
    someone.follow("A paper for them, with their next steps").is_at("My next steps").reads("Go to the choir.")
    someone.reads_nothing_of("Anwen", "harmed", "key in the door", "number 4", "green scarf", "Thursday")
    someone.follow_link(someone.page.get_by_role("link", name="Back", exact=True)).is_at(WAY_ON)


def pages_of_the_other_side(owen: Somebody, family: Family) -> list[str]:
    """What the other person's worker reads, wherever they may look."""
    own, shared = (f"/r/{family.rooms[part].pk}/" for part in ("other", "shared"))
    ways = (own, f"{own}course/", f"{own}after/", f"{own}agreement/", shared, f"{shared}agreement/")
    return [owen.go(path).words for path in ("/", f"/c/{family.case.pk}/", *ways)]


def test_early_help_ends_in_a_healthier_relationship_without_a_meeting(
    family: Family, come_in: ComeIn, clock: FixedClock
) -> None:
    hana = come_in("harmed_worker", has_script=False)
    hana.go(room_of(hana, "Anwen")).follow(WAY_ON).reads("equally good", "What comes next")
    goes_on_with(hana, PROUD, TOGETHER, risk(clock.today()), PLAN, DIFFERENTLY, SIGN, STEP, enough(clock))
    hana.reads("They say that it is enough for now.", "key in the door", "A cousin helps")
    hana.press("Plan follow-up").reads("Follow-up is planned.", "Planned, by these days:")
    takes_a_paper(hana)
    hana.follow("Done").reads("Done already", "No step is waiting.")

    ready.living_together(family, "other")
    owen = come_in("other_worker", has_script=False).go(f"/r/{family.rooms['other'].pk}/course/")
    owen.reads("They say that it is enough for now.", "Own plan for difficult moments")
    owen.reads_nothing_of("number 4", "A cousin", "Anwen")

    for part in ("harmed", "other"):
        owed = FollowUp.objects.filter(room=family.rooms[part], plan__isnull=True, done_on__isnull=True)
        assert {FollowUpKind.TWO_WEEKS, FollowUpKind.SIX_MONTHS} <= set(owed.values_list("kind", flat=True))
    assert not Plan.objects.exists()


def test_parting_is_a_complete_way_and_the_other_side_sees_nothing_of_it(
    family: Family, come_in: ComeIn, clock: FixedClock
) -> None:
    family.record("harmed", *courses.strengths(), risk(clock.today()), PLAN)
    ready.read_waiting_notes(family)
    hana, owen, lena = (come_in(part) for part in ("harmed_worker", "other_worker", "lead"))
    before = pages_of_the_other_side(owen, family)

    hana.go(room_of(hana, "Anwen")).follow(WAY_ON)
    hana.press(PARTING.title).reads("stops joint work until risk has been looked at again")
    hana.fill(PARTING).press("Record").is_at(WAY_ON).reads("Look at this again", "A private plan for leaving")
    assert comes_next(hana).startswith("Risk, looked at with them.")
    goes_on_with(hana, risk(clock.today())).reads_nothing_of("Look at this again")
    goes_on_with(hana, LEAVING, MAY_BE_AGREED, STEP, enough(clock))
    hana.reads("They say that it is enough for now.", "green scarf", "needs a plan")
    # That she leaves left a note with the team: until it is read, nothing leaves on paper for anybody.
    ready.read_waiting_notes(family)
    takes_a_paper(hana)
    hana.press("Plan follow-up").reads("Planned, by these days:")
    assert pages_of_the_other_side(owen, family) == before

    lena.go(f"/c/{family.case.pk}/").follow("End the process").reads("Support goes on in every room")
    lena.press("End the process").reads("The process has ended. Support goes on for everybody who wants it.")
    owen.go(f"/r/{family.rooms['other'].pk}/").reads("The process has ended.", "Follow-ups", "Note a call")
    hana.go(f"/r/{family.rooms['harmed'].pk}/").follow("Follow-ups")
    hana.reads("The process has ended. Support goes on, and so do these.", "After six months")
    hana.go(f"/r/{family.rooms['harmed'].pk}/course/")
    goes_on_with(hana, STEP)
    assert not Plan.objects.exists()
