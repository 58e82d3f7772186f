"""A family whose day has come, and everybody's browser, signed in by the real door."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]


@pytest.fixture
def browser(cast: Cast, settings: Settings, clock: FixedClock) -> Browser:
    """``browser("lead")``: signed in at this moment, with open keys; each time anew."""
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()

    def of(part: str) -> Client:
        client = Client()
        client.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return client

    return of
