"""Words are not carried while an order stands; a letter that is not sent is always possible."""

from datetime import timedelta

import pytest

from yarrow.carrying.rules import sent_in
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.carried import CarriedHow, CarriedLooked, ForWhom
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.forms import Form
from yarrow.gate.rules.orders import BARRED
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan
from yarrow.rooms.models import Drop
from yarrow.rooms.queries import entries_in

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

WORDS = "I have kept my word about the telephone."
LETTER = "All that I would say, and nobody has to hear."
CARRIED = "Words that are carried, and a letter that is not"
ORDER = Order(
    reference="The order of March",
    kind_of_order=OrderKind.NON_MOLESTATION,
    state=OrderState.MADE,
    bars=(Bar.INDIRECT,),
)


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Messages carried by a worker are planned; then an order is recorded in her room."""
    ready.staff_in_date(family)
    ready.record_everything(family)
    made = ready.propose(family, Form.SHUTTLE, [Topic.HARM], joint_on=clock.today() + timedelta(days=9))
    family.record("harmed", ORDER)
    return made


def when_his_worker_writes_down_what_he_would_like_heard(owen: Somebody, plan: Plan) -> None:
    owen.go(f"/p/{plan.pk}/").follow(CARRIED).is_at(CARRIED)
    owen.follow("Write down what they would like heard")
    owen.choose("What would be carried?", CarriedHow.SPOKEN.words)
    owen.choose("For whom is it?", ForWhom.HARMED.words)
    owen.write("What is it for?", "That it is known.")
    owen.write("The words, exactly as they would be heard", WORDS)
    owen.press("Keep it here").is_at(CARRIED).reads("A draft.")


def and_answers_the_four_questions_one_by_one(owen: Somebody) -> None:
    owen.follow("Words that a worker says").reads(WORDS)
    owen.press("Record what I found").reads(
        "There is a problem", "Nothing is carried while this is not known."
    )
    owen.fill(CarriedLooked(threat=Answer.NO, blame=Answer.NO, place=Answer.NO, child=Answer.NO))
    owen.press("Record what I found").reads("Read here.")


def then_the_lead_cannot_pass_it_on_and_reads_why(lena: Somebody, family: Family, clock: FixedClock) -> None:
    lena.go(f"/r/{family.rooms['other'].pk}/carried/").follow("Words that a worker says")
    lena.follow("Leave it to be read on the other side").reads(WORDS)
    lena.group("Whose worker reads it next?").get_by_role("radio").first.check()
    lena.write("How they agreed, and what they were shown", "Read it again and said yes.")
    lena.day("The day they agreed", clock.today())
    lena.press("Leave exactly this to be read").reads("There is a problem", BARRED.text)
    assert not Drop.objects.filter(room=family.rooms["harmed"], opened_on__isnull=True).exists()


def but_a_letter_that_is_not_sent_is_offered_and_kept(somebody: Somebody) -> None:
    somebody.follow("A letter that is not sent is always possible.").is_at("A letter that is not sent")
    somebody.write("The letter", LETTER).press("Keep it here").is_at(CARRIED).reads(LETTER)


def test_words_are_not_carried_under_an_order_and_a_letter_that_is_not_sent_is_offered(
    come_in: ComeIn, family: Family, plan: Plan, clock: FixedClock, has_script_today: Script
) -> None:
    owen, lena, hana = (
        come_in(part, has_script=has_script_today) for part in ("other_worker", "lead", "harmed_worker")
    )

    when_his_worker_writes_down_what_he_would_like_heard(owen, plan)
    and_answers_the_four_questions_one_by_one(owen)
    then_the_lead_cannot_pass_it_on_and_reads_why(lena, family, clock)
    but_a_letter_that_is_not_sent_is_offered_and_kept(lena)

    hana.go(f"/r/{family.rooms['harmed'].pk}/carried/").reads_nothing_of(WORDS, LETTER)
    room = family.rooms["other"]
    assert [each.share for each in sent_in(entries_in(room, family.holder("other").keyring))] == [None]
