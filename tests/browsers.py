"""Everybody's browser, signed in by the real door when it is first asked for."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]


def signed_in(part: str, cast: Cast) -> Client:
    """A new browser, signed in at this moment, with open keys; who is not of the cast never signs in."""
    made = Client()
    if part in cast.parts():
        made.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
    return made


@pytest.fixture
def browser(at_the_door: Cast) -> Browser:
    """``browser("lead")``: the same browser however often it is asked for; ``"outside"`` is nobody's."""
    made: dict[str, Client] = {}

    def of(part: str) -> Client:
        if part not in made:
            made[part] = signed_in(part, at_the_door)
        return made[part]

    return of


@pytest.fixture
def browser_of_today(at_the_door: Cast, clock: FixedClock) -> Browser:
    """The same, but who comes back on another day signs in again."""
    made: dict[tuple[str, date], Client] = {}

    def of(part: str) -> Client:
        here = (part, clock.today())
        if here not in made:
            made[here] = signed_in(part, at_the_door)
        return made[here]

    return of


@pytest.fixture
def browser_each_time(at_the_door: Cast) -> Browser:
    """A new browser each time."""
    return lambda part: signed_in(part, at_the_door)


@pytest.fixture
def at_the_door(request: pytest.FixtureRequest, cast: Cast) -> Cast:
    """The cast, whom nothing keeps waiting.

    A family comes first: after somebody has signed in it could not be put back (``kept``).
    """
    if "family" in request.fixturenames:
        request.getfixturevalue("family")
    cache.clear()
    return cast
