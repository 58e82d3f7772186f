"""A service may make the pause before signing longer: by the number of the day on which somebody signs."""

from datetime import timedelta

import pytest

from tests.browsers import Browser
from yarrow.agreements.actions.signing import STILL_IN_THE_PAUSE
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.config.ready import policy
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan
from yarrow.policy.models import PolicyVersion
from yarrow.rooms.models import Entry

from .conftest import wait
from .steps import MOMENT, asked, offered, refusal_of, settled, signed_by_both

LONGER = {"signing_hours": 96}


def test_nobody_signs_before_the_longer_pause_is_over(family: Family, plan: Plan, clock: FixedClock) -> None:
    policy.agreed(family.cast, clock, LONGER)
    clock.move_to(clock.now() + policy.AHEAD)
    offered(family, plan)
    wait(clock, timedelta(hours=96) - MOMENT)

    assert refusal_of(asked(family, "harmed")) == [("value", STILL_IN_THE_PAUSE)]
    wait(clock, MOMENT)
    assert isinstance(asked(family, "harmed"), Entry)


def test_a_pause_that_runs_when_the_number_begins_grows_longer(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    policy.agreed(family.cast, clock, LONGER)
    clock.move_to(clock.now() + policy.AHEAD - timedelta(days=1))
    offered(family, plan)
    wait(clock)

    assert refusal_of(asked(family, "harmed")) == [("value", STILL_IN_THE_PAUSE)]


def test_what_was_signed_before_the_number_began_is_still_signed(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    policy.agreed(family.cast, clock, LONGER)
    clock.move_to(clock.now() + policy.AHEAD - timedelta(days=4))
    offered(family, plan)
    signed_by_both(family, clock)
    wait(clock, timedelta(days=2))

    assert isinstance(settled(family), Entry)


def test_where_nobody_knows_what_the_service_asks_the_pause_is_the_longest(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    policy.agreed(family.cast, clock, LONGER)
    clock.move_to(clock.now() + policy.AHEAD)
    PolicyVersion.objects.all().delete()
    offered(family, plan)
    wait(clock, timedelta(hours=96))

    assert refusal_of(asked(family, "harmed")) == [("value", STILL_IN_THE_PAUSE)]
    wait(clock, timedelta(hours=48))
    assert isinstance(asked(family, "harmed"), Entry)


@pytest.mark.parametrize(("changes", "hours"), [(LONGER, "96"), ({"workers": 3}, "72")])
def test_the_page_that_offers_says_how_long(
    family: Family,
    plan: Plan,
    clock: FixedClock,
    browser: Browser,
    changes: dict[str, int],
    hours: str,
) -> None:
    policy.agreed(family.cast, clock, changes)
    clock.move_to(clock.now() + policy.AHEAD)
    ready.write_lines(family)

    page = browser("lead").get(f"/r/{family.rooms['shared'].pk}/agreement/offer/")

    assert f"a pause of {hours} hours runs" in page.content.decode()
