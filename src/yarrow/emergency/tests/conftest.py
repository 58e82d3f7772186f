"""Two colleagues on duty, cards in the family's rooms, and everybody's browser by the real door."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

from .steps import name, write

Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(cast: Cast, clock: FixedClock) -> Browser:
    """``browser("duty")``: signed in just now, so proved; the same browser when asked again that day."""
    made: dict[tuple[str, date], Client] = {}
    cache.clear()

    def of(part: str) -> Client:
        here = (part, clock.today())
        if here not in made:
            made[here] = Client()
            made[here].post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return made[here]

    return of


@pytest.fixture
def on_duty(family: Family) -> Family:
    """The family, where two are on duty and the harmed person's room has a card."""
    name(family, "duty")
    name(family, "outsider")
    write(family, "harmed")
    return family
