"""An agreement, from the first line to how it went: written together, signed apart, each their own copy."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.config.ready.day import orders_today
from yarrow.gate.facts.agreement import SigningValue
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import propose_plan
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.terms import PlanState, SittingEnd

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = [pytest.mark.story, pytest.mark.long]

ALONE = "Were they asked alone?"
FREE = "Are they free to choose?"
READ_OUT = "Was every word read out to them, in their own language?"
READ_BACK = "Was every line read back, word for word?"
FAIR = "Is it fair?"
DOABLE = "Can every line be done by its day?"
ORDERS = "Was every line compared, word for word, with every order, bail and licence in force?"
HERS = "It was a good evening, and I still keep the key."


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """They met, and ended it themselves; how they come to that is the first thread's to tell."""
    affected = ChildAssessment(stands=Answer.YES, part=ChildPart.AFFECTED, reasons=LongText("Knows of it."))
    family.record("child", affected)
    for part in ("harmed", "other"):
        family.record(part, orders_today(clock.today()))
    people = [family.rooms["harmed"], family.rooms["other"]]
    lead, now = family.cast.worker("lead"), clock.now()
    made = propose_plan(
        case=family.case, form=Form.CONFERENCE, topics=[Topic.HARM], rooms=people, by=lead, clock=clock
    )
    assert not isinstance(made, Refused)
    made.state, made.arranged_at, made.planned_for = PlanState.ARRANGED, now - timedelta(days=2), now
    made.save()
    Sitting.objects.create(
        plan=made, begun_at=now - timedelta(hours=2), begun_by=lead, ended_at=now, how=SittingEnd.ENDED
    )
    return made


def place(family: Family, part: str) -> str:
    return f"/r/{family.rooms[part].pk}/agreement/"


def asks_apart(worker: Somebody, at: str, words: str = "") -> Somebody:
    worker.go(at).follow("Ask them, apart").choose("What did they say?", SigningValue.SIGNED.words)
    for question in (ALONE, FREE, READ_OUT):
        worker.choose(question, "Yes")
    return worker.write("In their words", words).press("Record")


def reads_her_copy_and_says_how_it_went(hana: Somebody, at: str, clock: FixedClock) -> None:
    hana.go(at).follow("Their own copy, for paper")
    hana.reads("This is not an order of a court", "You have signed it.")
    hana.reads_nothing_of(HERS, "Person harmed")
    hana.go(at).follow("Kept, or not kept?").choose("How did it go?", "Not kept")
    hana.day("Which day was this said or seen?", clock.today()).write("In their words", "Not since May.")
    hana.press("Record").reads("this stays in this room", "Not since May.")


def a_line_is_written_and_offered(owen: Somebody, lena: Somebody, family: Family) -> None:
    """One worker writes a line together with the others; the lead offers it."""
    line = ready.lines_of(family)[0]
    way = owen.go(f"/c/{family.case.pk}/").main.get_by_role("link", name=re.compile("What we agree"))
    owen.follow_link(way)
    owen.reads("An agreement is not owed by anybody.").follow("Write a line").press("Record")
    owen.is_told("Who does it?", "“Who does it?” needs an answer").fill(line).press("Record").reads(
        "Recorded.", line.words
    )

    lena.go(place(family, "shared")).follow("Offer these lines").choose(READ_BACK, "Yes")
    lena.choose(ORDERS, "Yes").choose(DOABLE, "Yes").press("Offer it").is_told(
        FAIR, "It is offered only when this is so."
    )
    lena.choose(FAIR, "Yes").press("Offer it").reads("Recorded.", "It may be signed from")


def test_what_is_agreed_is_written_together_signed_apart_and_looked_after(
    family: Family,
    plan: Plan,
    come_in: ComeIn,
    clock: FixedClock,
    pass_time: Callable[..., None],
    has_script_today: Script,
) -> None:
    everybody = {
        part: come_in(part, has_script=has_script_today) for part in ("harmed_worker", "other_worker", "lead")
    }
    hana, owen, lena = everybody.values()
    shared = place(family, "shared")
    a_line_is_written_and_offered(owen, lena, family)

    asks_apart(hana, place(family, "harmed"), HERS)
    hana.is_told("What did they say?", "Nobody signs before the pause is over.").reads(HERS)

    pass_time(hours=72)
    for name, somebody in everybody.items():
        somebody.sign_in(name)
    asks_apart(hana, place(family, "harmed"), HERS).reads("Has signed", HERS)
    lena.go(shared).follow("Has everybody signed?").press("Everybody has signed")
    lena.reads("This is not yet signed by everyone").reads_nothing_of("Bryn", HERS)
    owen.go(shared).reads_nothing_of("Has signed", HERS, "Has everybody signed?")
    asks_apart(owen, place(family, "other"))
    lena.go(shared).follow("Has everybody signed?").press("Everybody has signed").reads("This stands since")

    reads_her_copy_and_says_how_it_went(hana, place(family, "harmed"), clock)
    owen.go(shared).reads_nothing_of("Not since May.", "Not kept")


def test_no_agreement_this_time_is_a_normal_end(
    family: Family, plan: Plan, come_in: ComeIn, has_script: Script
) -> None:
    lena = come_in("lead", has_script=has_script).go(place(family, "shared"))

    lena.follow("No agreement this time").reads("That is a normal end.")
    lena.write("What everybody is willing to say about it", "We heard each other.").press("Record")

    lena.reads("Recorded.", "We heard each other.", "after-care goes on")
    come_in("harmed_worker").go(place(family, "harmed")).reads("No agreement this time", "Support goes on.")
