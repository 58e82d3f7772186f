"""The two-home family, with everybody's browser, on a Monday at noon."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(browser_of_today: Browser) -> Browser:
    """``browser("lead")``: with open keys; days later they sign in again."""
    return browser_of_today


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def client(browser: Browser, family: Family) -> Client:
    """Of the worker inside the harmed person's room."""
    return browser("harmed_worker")
