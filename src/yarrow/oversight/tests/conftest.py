"""Everybody's browser, signed in by the real door when first asked for."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(cast: Cast) -> Browser:
    """``browser("manager")``: with open keys."""
    made: dict[str, Client] = {}
    cache.clear()

    def of(part: str) -> Client:
        if part not in made:
            made[part] = Client()
            made[part].post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return made[part]

    return of
