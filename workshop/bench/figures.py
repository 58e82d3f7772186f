"""The arithmetic of the bench. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure of several rounds: its median, and the lowest and highest of them."""

    middle: float
    low: float
    high: float


def p50(times: Sequence[float]) -> float:
    """The median of the times of one window; ``ValueError`` when there are none."""
    if not times:
        raise ValueError("nothing was measured")
    return median(times)


def percentile(times: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; ``share`` between 0 and 1. ``ValueError`` when there are no times."""
    if not times or not 0 < share <= 1:
        raise ValueError("a percentile needs times, and a share between 0 and 1")
    return sorted(times)[math.ceil(share * len(times)) - 1]


def spread(values: Sequence[float]) -> Spread:
    """Median, lowest and highest; ``ValueError`` when there are none."""
    return Spread(p50(values), min(values), max(values))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Ours by theirs, round by round: what was measured in the same seconds is compared.

    ``ValueError`` when one was measured in more rounds than the other, or took no time at all.
    """
    if len(ours) != len(theirs) or any(value <= 0 for value in theirs):
        raise ValueError("the rounds do not match")
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]


def in_figures(value: float) -> str:
    """Three figures at most, and no more precision than a loaded machine has."""
    if value >= 100:  # noqa: PLR2004  # three figures before the point
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004  # two figures before the point
