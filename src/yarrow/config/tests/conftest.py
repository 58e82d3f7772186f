"""A family whose day has come, and everybody's browser, signed in by the real door."""

import pytest
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.kernel.clock import FixedClock


@pytest.fixture
def browser(browser_each_time: Browser, settings: Settings, clock: FixedClock) -> Browser:
    """``browser("lead")``: signed in at this moment, with open keys; each time anew."""
    settings.YARROW_CLOCK = lambda: clock
    return browser_each_time
