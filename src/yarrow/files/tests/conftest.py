"""The two-home family, everybody's browser signed in when first asked for, and documents in rooms."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _clock(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(family: Family) -> Browser:
    """``browser("harmed_worker")``: signed in by the real door, with open keys.

    The family comes first: put back after somebody has signed in, its rows would have their numbers twice.
    """
    made: dict[str, Client] = {}

    def of(part: str) -> Client:
        if part not in made:
            made[part] = Client()
            made[part].post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return made[part]

    return of
