"""Parting, with a plan for the child's time: how it is, what is safer, and a proposal refused first."""

from dataclasses import replace

import pytest

from yarrow.children.rules import NO_END
from yarrow.config.families import Family
from yarrow.config.ready import children as ready
from yarrow.gate.facts.course import Course, Which, WhoseWish
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.proposals import OrdersSay
from yarrow.gate.rules.orders import BARRED
from yarrow.kernel.clock import FixedClock
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = [pytest.mark.story, pytest.mark.long]

TIME = "Time with the child"
ASK = "Look at it beside the rules"
ORDER = Order(
    reference="Of May", kind_of_order=OrderKind.NON_MOLESTATION, state=OrderState.MADE, bars=(Bar.CHILD,)
)


def place(family: Family, part: str) -> str:
    return f"/r/{family.rooms[part].pk}/"


def says_how_it_is_and_makes_it_safer(hana: Somebody, family: Family) -> None:
    """Recorded although a court forbids it: nothing refuses what is so."""
    hana.go(place(family, "harmed")).follow(TIME).press("Record how it is now").fill(ready.AS_IT_IS)
    hana.press("Record").is_at(TIME).reads("Nobody: it happens", "This is not what we recommend")
    hana.press("Write a safer handover").fill(ready.HANDOVER).press("Record").is_at(TIME)
    hana.follow("A paper of the safer handover").reads("This is not what we recommend", "By the till")


def speaks_with_the_child(cerys: Somebody, family: Family) -> None:
    cerys.go(place(family, "child")).follow(TIME).reads("nothing is offered for passing on")
    cerys.press("Write it with the child").fill(ready.SAFE).press("Record").is_at(TIME)
    cerys.follow("Ask about one thing").write("Which words of the child?", "I like the park.")
    cerys.choose("Does the child allow it?", "Yes").press("Record")
    cerys.is_told("Where may it go?", "Choose where it may go").tick("Where may it go?", ["Shared room"])
    cerys.press("Record").reads("The child allows it", "Pass it on")


def test_parting_with_a_plan_for_the_childs_time(
    family: Family, come_in: ComeIn, clock: FixedClock, has_script_today: Script
) -> None:
    family.record("harmed", Course(which=Which.PARTING, whose=WhoseWish.OWN))
    family.record("other", ORDER)
    hana, cerys, lena = (
        come_in(part, has_script=has_script_today) for part in ("harmed_worker", "child_worker", "lead")
    )
    says_how_it_is_and_makes_it_safer(hana, family)
    speaks_with_the_child(cerys, family)
    ready.in_place(family)

    good = replace(ready.proposal(clock.today()), orders=OrdersSay.AGREES)
    lena.go(place(family, "team")).follow(TIME).reads("Nothing is proposed. Nothing has to be.")
    lena.follow("Write a proposal")
    child = labels_of(rooms_beside(family.rooms["team"]))[family.rooms["child"].pk]
    lena.choose("For which child?", child).fill(replace(good, ends=None)).press(ASK)
    lena.is_told("Last day", f"{NO_END} (Rule E31)").reads(f"{BARRED.text} (Rule E25)")
    assert good.ends is not None
    lena.day("Last day", good.ends).press(ASK).reads(f"{BARRED.text} (Rule E25)").reads_nothing_of(NO_END)

    family.record("other", replace(ORDER, state=OrderState.ENDED))
    lena.press(ASK).reads("Accepted as a proposal.", "A proposal is no order of a court", "10:15 to 11:45")
    lena.go(f"{place(family, 'other')}time/").follow("A paper of what is proposed").reads("not an order")
    lena.reads_nothing_of("sleeps again", "I like the park")
    hana.go(f"{place(family, 'harmed')}time/").reads("As it is now").reads_nothing_of("10:15", "Bryn")
