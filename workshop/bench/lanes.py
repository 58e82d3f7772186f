"""Lanes: each does one thing again and again for a short window; the windows take turns.

Taking turns is the point: whatever else the machine does in these seconds, it does to all of them.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

Once = Callable[[], float]
"""Does the thing once, looks at what came back, and returns seconds; raises ``WrongAnswer``."""

_ENOUGH_WRONG = 3
_EVERY = 1_000_000


class WrongAnswer(Exception):
    """What came back is not what was asked for: another status, another page, a word that is missing."""


def nothing() -> None:
    """No preparation."""


@dataclass(slots=True)
class Lane:
    """One thing that is done, by as many at once as there are in ``once``; and how it went."""

    name: str
    once: Sequence[Once]
    before: Callable[[], None] = nothing
    """What is done before each window, outside the time."""
    most: int = _EVERY
    """How often at most in one window: what leaves rows behind must not grow what it measures."""
    rounds: list[list[float]] = field(default_factory=list)
    """The seconds of each time, window by window."""
    rates: list[float] = field(default_factory=list)
    """How many a second, window by window, all together."""
    wrong: list[str] = field(default_factory=list)

    @property
    def times(self) -> list[float]:
        """Every time of every round."""
        return [seconds for one in self.rounds for seconds in one]


def take_turns(lanes: Iterable[Lane], *, rounds: int, window: float, say: Callable[[str], None]) -> None:
    """So many rounds of one window of each lane; a lane that went wrong does not run again."""
    turns = list(lanes)
    for number in range(rounds):
        # Every second round runs backwards, so that no lane always follows the same one.
        for lane in turns if number % 2 == 0 else reversed(turns):
            if not lane.wrong:
                run_window(lane, window)
        say(f"  round {number + 1} of {rounds}")


def run_window(lane: Lane, window: float) -> None:
    """One window of a lane, after its preparation."""
    try:
        lane.before()
    except Exception as error:  # noqa: BLE001  # whatever went wrong is told in the row, and the others go on
        lane.wrong.append(_told(error))
        return
    began = time.perf_counter()
    runs = _all_at_once(lane, began + window)
    took = time.perf_counter() - began
    times = [seconds for run in runs for seconds in run.times]
    lane.wrong += [words for run in runs for words in run.wrong]
    lane.rounds.append(times)
    lane.rates.append(len(times) / took)


@dataclass(slots=True)
class _Run:
    """What one of them did in one window."""

    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def _all_at_once(lane: Lane, until: float) -> list[_Run]:
    if len(lane.once) == 1:  # in this thread, which has its connection to the database already
        return [_again_and_again(lane.once[0], lane.most, until)]
    with ThreadPoolExecutor(len(lane.once)) as people:
        runs = [people.submit(_again_and_again, once, lane.most, until) for once in lane.once]
    return [run.result() for run in runs]


def _again_and_again(once: Once, most: int, until: float) -> _Run:
    """At least once; until the time is over, it was done often enough, or went wrong often enough."""
    run = _Run()
    while True:
        try:
            run.times.append(once())
        except Exception as error:  # noqa: BLE001  # a broken connection fails the row as much as a wrong page
            run.wrong.append(_told(error))
        is_over = time.perf_counter() >= until
        if is_over or len(run.times) == most or len(run.wrong) == _ENOUGH_WRONG:
            return run


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
