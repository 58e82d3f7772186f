"""The two-home family, with everybody's browser signed in and unlocked when first asked for."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _addresses_and_clock(settings: Settings, clock: FixedClock) -> None:
    settings.ROOT_URLCONF = "yarrow.record.tests.addresses"
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(cast: Cast) -> Browser:
    """``browser("harmed_worker")``: signed in by the real door, with open keys."""
    made: dict[str, Client] = {}

    def of(part: str) -> Client:
        if part not in made:
            made[part] = Client()
            made[part].post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return made[part]

    return of
