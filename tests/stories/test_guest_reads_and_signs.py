"""A supervisor of a partner service reads the briefs sealed to them, and signs. No name is there."""

from datetime import timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready.bookings import an_interpreter
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan, SignOff

from .conftest import ComeIn

pytestmark = pytest.mark.story

SIGN = "I have read every brief, and sign this plan"
NAMES = ("Anwen", "Bryn", "Cadi", "Hana Harries", "Owen Oakes")


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Everything recorded and proposed; the guest is named, knows nobody, and has every brief."""
    ready.staff_in_date(family)
    ready.record_everything(family)
    joint_on = clock.today() + timedelta(days=14)
    made = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)
    ready.guest_is_asked(family)
    ready.brief(family, made, to="guest")
    return made


def test_a_guest_reads_the_briefs_and_signs_without_a_name(
    come_in: ComeIn, family: Family, plan: Plan, *, has_script_today: bool
) -> None:
    vera = come_in("guest", has_script=has_script_today).go("/asked/").is_at("What you are asked")
    vera.reads_nothing_of(*NAMES).follow_link(vera.main.get_by_role("link", name="Plan ").first)
    vera.reads("Briefs sealed to you", "no name, no room, no case").reads_nothing_of(*NAMES)
    assert vera.main.locator("article").count() == len(["hers", "his", "the child's"])

    vera.press(SIGN).reads("You signed on").reads_nothing_of(*NAMES)
    assert SignOff.objects.get(plan=plan).supervisor_id == family.cast.worker("guest").pk
    vera.go("/asked/").reads("You signed").reads_nothing_of(*NAMES)

    for elsewhere in (f"/c/{family.case.pk}/", f"/r/{family.rooms['harmed'].pk}/", f"/p/{plan.pk}/"):
        answer = vera.page.goto(elsewhere)
        assert answer is not None
        assert answer.status == 404
        vera.look.said.clear()  # the browser says aloud that it was not found

    vera.go(f"/asked/{plan.pk}/").follow("Not yet: I am not easy about this").reads_nothing_of(*NAMES)
    vera.go(f"/asked/{plan.pk}/").follow("I think I know somebody in this").reads_nothing_of(*NAMES)


# --- an interpreter, who comes for an hour ---


def test_an_interpreter_reads_a_name_then_the_hour_and_comes(
    come_in: ComeIn, family: Family, clock: FixedClock, *, has_script_today: bool
) -> None:
    """Asked from her room; the interpreter's page names nobody of the family beside the hour."""
    an_interpreter(family.cast, clock)
    room = family.rooms["harmed"].pk
    hana = come_in("harmed_worker", has_script=has_script_today).go(f"/r/{room}/")
    hana.follow("Interpreters and volunteers")
    hana.follow_link(hana.main.get_by_role("link", name="Ask Irena").first)
    hana.choose("What for?", "Polish").choose("Whom did the person ask for?", "A woman")
    hana.day("On which day?", clock.today() + timedelta(days=7)).write("At what hour?", "10:00")
    hana.pick("For how long?", "An hour").choose("Where?", "At our house").choose("What is it?", "A talk")
    hana.write("With which names are they asked whether they know anybody?", "Anwen Rees")
    hana.press("Ask them").reads("Nobody comes until they say yes.")

    irena = come_in("interpreter", has_script=has_script_today).is_at("When you are booked")
    irena.reads_nothing_of("Anwen", "Polish", "10:00", *NAMES)
    irena.follow_link(irena.main.get_by_role("link", name="You are asked something"))
    irena.is_at("Do you know them?").reads("Anwen Rees").reads_nothing_of("Polish", "10:00", "Hana Harries")
    irena.press("I know none of them").is_at("Can you come?")
    irena.reads("Polish", "10:00", "At our house", "Ask for Hana Harries").reads_nothing_of("Anwen", "Rees")
    irena.press("Yes, I come").is_at("When you are booked").reads("10:00").reads_nothing_of("Anwen", "Rees")

    hana.go(f"/r/{room}/hours/").reads("They come.")
    irena.follow("I cannot come after all").press("I cannot come after all").reads("Nothing yet.")
    hana.go(f"/r/{room}/hours/").reads("They cannot come. Ask somebody else.")
