"""Everybody's browser, and the clock of the test."""

import pytest
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.kernel.clock import FixedClock


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(browser_of_today: Browser) -> Browser:
    """``browser("lead")``: with open keys."""
    return browser_of_today
