"""Everybody's browser, signed in by the real door when first asked for."""

import pytest
from pytest_django import Settings

from yarrow.kernel.clock import FixedClock


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock
