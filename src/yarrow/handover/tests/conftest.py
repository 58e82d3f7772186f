"""The clock of a test is the clock of its pages."""

import pytest
from pytest_django import Settings

from yarrow.kernel.clock import FixedClock


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock
