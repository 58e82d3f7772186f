"""A service with its cast and its intake room."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.kept import made_once
from yarrow.config.cast import Cast, enrol_cast
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room
from yarrow.staff.actions import leave_service, set_up_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Service
from yarrow.staff.terms import Kind

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _own_house(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock
    settings.ROOT_URLCONF = "yarrow.intake.tests.addresses"


@pytest.fixture
def service(db: None, clock: FixedClock) -> Service:
    cache.clear()

    def made() -> Service:
        service = set_up_service(kind=Kind.TEST, clock=clock)
        assert isinstance(service, Service)
        return service

    return made_once("intake: service", made, clock=clock)


@pytest.fixture
def cast(service: Service, clock: FixedClock) -> Cast:
    """Everybody, and nobody has left yet."""
    return made_once("intake: cast", lambda: enrol_cast(clock=clock), service, clock=clock)


@pytest.fixture
def room(cast: Cast, clock: FixedClock) -> Room:
    made = prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    assert isinstance(made, Room)
    return made


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def entered(part: str) -> Client:
        browser = Client()
        browser.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return browser

    return entered


@pytest.fixture
def ex_worker(cast: Cast, enter: Enter, clock: FixedClock) -> Client:
    """Somebody who was inside when they left."""
    browser = enter("ex_worker")
    leave_service(worker=cast.worker("ex_worker"), by=cast.worker("manager"), clock=clock)
    return browser
