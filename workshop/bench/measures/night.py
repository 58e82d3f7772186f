"""The night over all open cases of a large service, and what lapses or changed in a week."""

import time
from datetime import timedelta

from workshop.bench.lanes import Lane, WrongAnswer
from workshop.bench.seeding.night import open_cases
from yarrow.cases.models import Case
from yarrow.config.management.commands.tick import tick
from yarrow.kernel.clock import FixedClock, SystemClock
from yarrow.rooms.queries import lapsing_or_changed

_WEEK = timedelta(days=7)


class Night:
    """Measured last, since it makes the service as large as it asks. Each night is the next one."""

    def __init__(self, cases: int) -> None:
        now = SystemClock().now()
        open_cases(cases, now.date())
        self._cases = Case.objects.count()
        self._clock = FixedClock(now)

    def lanes(self) -> list[Lane]:
        """The whole tick, and the one query."""
        return [Lane("tick", [self._tick], most=1), Lane("this week", [self._this_week])]

    def _tick(self) -> float:
        self._clock.move_to(self._clock.now() + timedelta(days=1))
        began = time.perf_counter()
        counted = tick(clock=self._clock)
        seconds = time.perf_counter() - began
        if counted["daily heads signed"] != 1:
            raise WrongAnswer("the head of the record was not signed")
        return seconds

    def _this_week(self) -> float:
        today = SystemClock().today()
        began = time.perf_counter()
        found = list(lapsing_or_changed(since=SystemClock().now() - _WEEK, until=today + _WEEK))
        seconds = time.perf_counter() - began
        if not self._cases / 10 < len(found) < self._cases * 3:
            raise WrongAnswer(f"{len(found)} rooms of {self._cases} cases in one week")
        return seconds
