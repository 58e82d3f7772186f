"""The two-home family, an interpreter who speaks Polish and Welsh, and everybody's browser."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tests.browsers import Browser
from tests.kept import made_once
from yarrow.bookings.actions import ask_to_come
from yarrow.bookings.models import Booking
from yarrow.config.cast import Member
from yarrow.config.families import Family
from yarrow.config.ready.bookings import an_interpreter
from yarrow.gate.facts.bookings import (
    Booked,
    BookedFor,
    BookedWhere,
    HowLong,
    WhatItIs,
    WhoTheyWant,
)
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Entry
from yarrow.staff.demo import DEMO_PASSPHRASE


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(browser_of_today: Browser, interpreter: Member) -> Browser:
    return browser_of_today


@pytest.fixture
def interpreter(family: Family, clock: FixedClock) -> Member:
    return made_once("bookings: interpreter", lambda: an_interpreter(family.cast, clock), family, clock=clock)


@pytest.fixture
def hers(browser: Browser) -> Client:
    """The interpreter's browser, signed in at the same door."""
    made = Client()
    made.post("/sign-in/", {"username": "interpreter", "passphrase": DEMO_PASSPHRASE})
    return made


def wanted(clock: FixedClock, **other: object) -> Booked:
    """Polish, a woman, at our house, at ten in a week, for an hour."""
    said = {
        "who": "",
        "what": BookedFor.POLISH,
        "they_want": WhoTheyWant.WOMAN,
        "on": clock.today() + timedelta(days=7),
        "hour": "10:00",
        "long": HowLong.HOUR,
        "where": BookedWhere.OUR_HOUSE,
        "purpose": WhatItIs.TALK,
    }
    return Booked(**said | other)  # type: ignore[arg-type]  # fields of this fact


@dataclass(slots=True)
class Asking:
    """Asks from a room of the family, by who is inside; gives the row of it, or why not."""

    family: Family
    clock: FixedClock

    def __call__(
        self, part: str, who: Member, *, names: tuple[str, ...] = ("Rowan Marsh",), **other: object
    ) -> Booking | Refused:
        before = set(Booking.objects.values_list("pk", flat=True))
        said = self.entry(part, who, names=names, **other)
        if isinstance(said, Refused):
            return said
        return Booking.objects.exclude(pk__in=before).get()

    def entry(self, part: str, who: Member, *, names: tuple[str, ...], **other: object) -> Entry | Refused:
        inside = self.family.holder(part)
        return ask_to_come(
            room=self.family.rooms[part],
            worker_id=who.worker.pk,
            asked=wanted(self.clock, **other),
            names=names,
            press=new_id(),
            by=inside.worker,
            keyring=inside.keyring,
            clock=self.clock,
        )


@pytest.fixture
def ask(family: Family, clock: FixedClock) -> Asking:
    return Asking(family, clock)


Ask = Callable[..., Booking | Refused]
