"""Two worlds that differ only in her room: what his worker can tell apart at the door is one bit.

That bit is what the design accepts: a paper that holds what her room protects is stopped. Which word it
was, of which room, and whether it was a word at all cannot be told (decision 0027).
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.outgoing.actions import Passed, Stopped

from .test_door import bring, moved, reach
from .test_pages import LIST, TODAY, page_of

__all__ = ["moved"]

PAIRS, PAIRS_LONG = 3, 100
_STREETS = ("Lantern", "Quarry", "Harrow", "Cobbler", "Mariner", "Orchid", "Tannery", "Saddler")
_ENDS = ("Row", "Hill", "Close", "Gardens")
PLAIN = "See you on Monday at ten."


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


def _pairs(count: int) -> Iterator[tuple[str, str]]:
    places = [f"{number} {street} {end}" for number in range(11, 99) for street in _STREETS for end in _ENDS]
    for pair in range(count):
        yield places[(pair * 37) % len(places)], places[(pair * 37 + 1291) % len(places)]


def _seen(family: Family, clock: FixedClock, browser: Browser, home: str, *brought: str) -> list[object]:
    """All that his worker sees in the world in which she lives there, when he brings these papers."""
    with transaction.atomic():
        family.record("harmed", reach(f"{home}, Aberarth, SA46 0QQ"))
        seen: list[object] = [type(bring(family, clock, words)) for words in brought]
        log = reverse("outgoing:printed", args=[family.rooms["other"].pk])
        seen += [page_of(browser, "other_worker", each) for each in (LIST, TODAY, log)]
        transaction.set_rollback(True)
    return seen


def _check(family: Family, clock: FixedClock, browser: Browser, count: int) -> None:
    assert page_of(browser, "other_worker", TODAY)  # signed in before any world begins
    for one, other in _pairs(count):
        worlds = [_seen(family, clock, browser, home, PLAIN) for home in (one, other)]
        assert worlds[0] == worlds[1]
        assert worlds[0][0] is Passed
        told = [_seen(family, clock, browser, home, f"Come to {one}.") for home in (one, other)]
        assert [each[0] for each in told] == [Stopped, Passed]
        both = [_seen(family, clock, browser, home, f"Come to {one}, {other}.") for home in (one, other)]
        assert both[0] == both[1]
        assert both[0][0] is Stopped


@pytest.mark.once
def test_what_his_worker_sees_of_her_room_is_one_bit(
    moved: Family, clock: FixedClock, browser: Browser
) -> None:
    _check(moved, clock, browser, PAIRS)


@pytest.mark.once
@pytest.mark.long
def test_what_his_worker_sees_of_her_room_is_one_bit_in_many_worlds(
    moved: Family, clock: FixedClock, browser: Browser
) -> None:
    _check(moved, clock, browser, PAIRS_LONG)
