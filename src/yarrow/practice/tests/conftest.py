"""Recording and confirming in one line, and everybody's browser by the real door."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Decision, Refused
from yarrow.practice.actions import attest, confirm
from yarrow.practice.models import Attestation
from yarrow.practice.terms import Basis, Subject
from yarrow.staff.demo import DEMO_PASSPHRASE

Browser = Callable[[str], Client]
DVA, SUPERVISION = Subject.DVA_COMPETENT, Subject.SUPERVISION


class Hands:
    """Who records and who confirms, by the part they play."""

    def __init__(self, cast: Cast, clock: FixedClock) -> None:
        self.cast, self.clock = cast, clock

    @property
    def today(self) -> date:
        return self.clock.today()

    def tries(self, of: str, by: str = "supervisor", subject: Subject = DVA, **more: Any) -> Any:
        """The first of two; the answer may be a refusal."""
        on = more.pop("on", self.today - timedelta(days=10))
        longest = timedelta(days=70 if subject is SUPERVISION else 300)
        return attest(
            worker=self.cast.worker(of),
            subject=subject,
            on=on,
            until=more.pop("until", on + longest),
            basis=Basis.CERTIFICATE,
            by=self.cast.worker(by),
            keyring=self.cast.keyring(by),
            clock=self.clock,
            **more,
        )

    def record(self, of: str, by: str = "supervisor", subject: Subject = DVA, **more: Any) -> Attestation:
        """The first of two, done."""
        row = self.tries(of, by, subject, **more)
        assert not isinstance(row, Refused)
        found: Attestation = row
        return found

    def confirm(self, row: Attestation, by: str = "signing_supervisor") -> Decision:
        """The second of two."""
        return confirm(
            attestation=row, by=self.cast.worker(by), keyring=self.cast.keyring(by), clock=self.clock
        )

    def both(self, of: str, subject: Subject = DVA, **more: Any) -> Attestation:
        """Both, done."""
        row = self.record(of, subject=subject, **more)
        assert not isinstance(self.confirm(row), Refused)
        row.refresh_from_db()
        return row


@pytest.fixture
def hands(cast: Cast, clock: FixedClock) -> Hands:
    return Hands(cast, clock)


@pytest.fixture
def browser(cast: Cast, clock: FixedClock, settings: Settings) -> Browser:
    """``browser("lead")``: signed in by the real door."""
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()

    def of(part: str) -> Client:
        client = Client()
        client.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
        return client

    return of
