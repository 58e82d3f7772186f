"""Time is passed in, never fetched inside a rule (style.md §4)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


class Clock(Protocol):
    """What time it is, for whoever asks."""

    def now(self) -> datetime:
        """The moment, in UTC, with its time zone."""

    def today(self) -> date:
        """The day on the wall calendar of the service."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  # the one place that asks the machine

    def today(self) -> date:
        return self.now().astimezone(LOCAL).date()


@dataclass
class FixedClock:
    """A clock that stands still until it is told to move: demo, replay and tests."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(LOCAL).date()

    def move_to(self, moment: datetime) -> None:
        """Stand at another moment from now on."""
        self.moment = moment
