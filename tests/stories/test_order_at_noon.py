"""An order comes in at noon, and is typed into one room: at two o'clock nobody begins."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.tests.meeting import DAYS_AHEAD, recorded_and_proposed
from yarrow.gate.day.beginning import STOPPED_SINCE
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.rules.orders import BARRED
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan, Sitting
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

ARRANGED = "Arranged for 17 March 2026, 14:00."
LINE = "Not going ahead for now. Say nothing before"
ORDER = Order(
    reference="The order of 17 March",
    kind_of_order=OrderKind.NON_MOLESTATION,
    state=OrderState.MADE,
    bars=(Bar.DIRECT, Bar.INDIRECT),
    court="The county court, this morning",
)


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Noon of the day; everything was asked this morning, and they would meet at two."""
    made = recorded_and_proposed(family, clock, days=DAYS_AHEAD)
    ready.brief_and_sign(family, made)
    clock.move_to(clock.now() + timedelta(minutes=5))
    two = (clock.now() + timedelta(days=DAYS_AHEAD)).replace(hour=14, minute=0)
    ready.arrange(family, made, planned_for=two)
    clock.move_to(two.replace(hour=11))
    ready.everything_for_the_day(family, made)
    clock.move_to(two.replace(hour=12))
    return made


def when_the_order_is_recorded(hana: Somebody, family: Family) -> None:
    """Into the room of whom it protects, by her worker, and nothing else is done."""
    room = f"/r/{family.rooms['harmed'].pk}/"
    hana.go(room).reads_nothing_of(BARRED.text)
    hana.record(room, ORDER).reads(ORDER.reference, BARRED.text)


def then_all_read_one_line_and_nobody_why(plan: Plan, *others: Somebody) -> None:
    """Whoever is not in her room reads that it does not go ahead, and not what came."""
    for other in others:
        other.go(f"/p/{plan.pk}/").reads(LINE).reads_nothing_of(
            ARRANGED, ORDER.reference, OrderKind.NON_MOLESTATION.words, BARRED.text
        )


def then_nobody_begins(lena: Somebody, plan: Plan) -> None:
    """Not even the lead, for whom everything else is in place."""
    lena.go(f"/p/{plan.pk}/day/").is_at("Give your passphrase again")
    lena.write("Passphrase", DEMO_PASSPHRASE).press("Continue").reads(LINE, STOPPED_SINCE.text)
    lena.go(f"/p/{plan.pk}/day/begin/").press("Begin").is_at("Begin")
    lena.reads("There is a problem", STOPPED_SINCE.text).reads_nothing_of(ORDER.reference)
    assert not Sitting.objects.exists()


def test_an_order_recorded_at_noon_stops_the_meeting_at_two(
    come_in: ComeIn, family: Family, plan: Plan, pass_time: Callable[..., None], has_script_today: Script
) -> None:
    hana, owen, lena = (
        come_in(part, has_script=has_script_today) for part in ("harmed_worker", "other_worker", "lead")
    )
    for worker in (owen, lena):
        worker.go(f"/p/{plan.pk}/").reads(ARRANGED).reads_nothing_of(LINE)

    when_the_order_is_recorded(hana, family)
    then_all_read_one_line_and_nobody_why(plan, owen, lena)
    pass_time(hours=2)
    then_nobody_begins(lena, plan)
