"""Two colleagues on duty, cards in the family's rooms, and everybody's browser by the real door."""

import pytest
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock

from .steps import name, write


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(browser_of_today: Browser) -> Browser:
    """``browser("lead")``: with open keys; days later they sign in again."""
    return browser_of_today


@pytest.fixture
def on_duty(family: Family) -> Family:
    """The family, where two are on duty and the harmed person's room has a card."""
    name(family, "duty")
    name(family, "outsider")
    write(family, "harmed")
    return family
