"""From lanes to a line of the table. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .figures import Spread, p50, percentile, ratios, spread
from .lanes import Lane
from .peers import Peer, peer
from .rows import Ahead, Row

MET, NOT_MET, FAILED, NO_GOAL = "met", "not met", "FAILED", "no goal set"
_MILLI = 1000


@dataclass(frozen=True, slots=True)
class Compared:
    """One peer, by its earlier figure, beside our ratio of this run."""

    peer: Peer
    wanted: float
    times: float

    @property
    def is_ahead(self) -> bool:
        """Whether we are as many times faster as was hoped for."""
        return self.times >= self.wanted


@dataclass(frozen=True, slots=True)
class Result:
    """One row, measured. Without figures where it failed."""

    row: Row
    ours: float | None = None
    p95: float | None = None
    beside: float | None = None
    ratio: Spread | None = None
    count: int = 0
    wrong: tuple[str, ...] = ()
    compared: tuple[Compared, ...] = ()

    @property
    def verdict(self) -> str:
        """A wrong answer fails a row, however fast it came."""
        if self.wrong:
            return FAILED
        if self.row.goal is None or self.ratio is None:
            return NO_GOAL
        return MET if self.row.goal.is_met(self.ratio.middle) else NOT_MET


def results(rows: Sequence[Row], lanes: Mapping[str, Lane]) -> list[Result]:
    """Every row, in order."""
    return [result(row, lanes) for row in rows]


def result(row: Row, lanes: Mapping[str, Lane]) -> Result:
    """One row. It fails when its lane, or the lane beside it, is missing or went wrong once."""
    needed = [name for name in (row.lane, row.beside) if name]
    wrong = [f"{name} was not measured" for name in needed if name not in lanes]
    wrong += [f"{name}: {words}" for name in needed if name in lanes for words in lanes[name].wrong]
    if wrong:
        return Result(row, wrong=tuple(wrong))
    ours = _by_round(row, lanes[row.lane])
    if not row.beside:
        return Result(row, ours=p50(ours), count=len(lanes[row.lane].times))
    theirs = _by_round(row, lanes[row.beside])
    ratio = spread(ratios(ours, theirs))
    return Result(
        row,
        ours=p50(ours),
        p95=percentile(lanes[row.lane].times, 0.95) * _MILLI,
        beside=p50(theirs),
        ratio=ratio,
        count=len(lanes[row.lane].times),
        compared=tuple(_compared(each, ratio.middle) for each in row.ahead),
    )


def _by_round(row: Row, lane: Lane) -> list[float]:
    if row.unit == "a second":
        return lane.rates
    return [p50(times) * (_MILLI if row.unit == "ms" else 1) for times in lane.rounds]


def _compared(ahead: Ahead, ratio: float) -> Compared:
    other = peer(ahead.doing, ahead.peer)
    return Compared(other, ahead.times, other.best / ratio)
