"""The two-home family, and everybody's browser signed in when first asked for."""

import pytest
from pytest_django import Settings

from yarrow.kernel.clock import FixedClock


@pytest.fixture(autouse=True)
def _clock(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock
