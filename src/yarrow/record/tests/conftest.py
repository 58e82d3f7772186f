"""The two-home family, with everybody's browser signed in and unlocked when first asked for."""

import pytest
from pytest_django import Settings

from yarrow.kernel.clock import FixedClock


@pytest.fixture(autouse=True)
def _addresses_and_clock(settings: Settings, clock: FixedClock) -> None:
    settings.ROOT_URLCONF = "yarrow.record.tests.addresses"
    settings.YARROW_CLOCK = lambda: clock
