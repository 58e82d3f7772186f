"""A schedule drawn month by month, with a table of the same days beside it.

The drawing needs no script and no colour: a day with time has a frame. Both are made of the same days.
"""

from calendar import MONDAY, Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from yarrow.gate.facts.proposals import TimeProposal

WIDTH = 40
HEIGHT = 34
_MONTHS_AT_MOST = 13


@dataclass(frozen=True, slots=True)
class Cell:
    """One day in the drawing; ``has_time`` is drawn as a frame."""

    x: int
    y: int
    number: str
    has_time: bool

    @property
    def middle(self) -> int:
        """Where its number stands across."""
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its name, the names of the days of the week, its cells, and the same in one sentence."""

    title: str
    heads: tuple[tuple[int, str], ...]
    cells: tuple[Cell, ...]
    words: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A whole schedule: the months, and the table of its days."""

    months: tuple[Month, ...]
    rows: tuple[tuple[str, str], ...]


def draw(proposal: TimeProposal, days: Sequence[date]) -> Drawn:
    """Every month with a day in it; ``days`` are the schedule's, in order."""
    months = tuple(dict.fromkeys((day.year, day.month) for day in days))[:_MONTHS_AT_MOST]
    return Drawn(
        months=tuple(_month(year, month, frozenset(days)) for year, month in months),
        rows=tuple((day_in_words(day), hours_of(proposal)) for day in days),
    )


def day_in_words(day: date) -> str:
    """With the day of the week, in the language that is set."""
    return date_format(day, "l j F Y")


def hours_of(proposal: TimeProposal) -> str:
    """From and until; empty where neither is said."""
    if not proposal.from_hour and not proposal.to_hour:
        return ""
    return gettext("%(start)s to %(end)s") % {"start": proposal.from_hour, "end": proposal.to_hour}


def _middle(place: int) -> int:
    return place * WIDTH + 2 + WIDTH // 2


def _month(year: int, month: int, with_time: frozenset[date]) -> Month:
    weeks = Calendar(MONDAY).monthdatescalendar(year, month)
    cells = [
        Cell(place * WIDTH + 2, row * HEIGHT + 2, str(day.day), day in with_time)
        for row, week in enumerate(weeks, start=1)
        for place, day in enumerate(week)
        if day.month == month
    ]
    numbers = [cell.number for cell in cells if cell.has_time]
    return Month(
        title=date_format(date(year, month, 1), "F Y"),
        heads=tuple(
            (place * WIDTH + 2 + WIDTH // 2, date_format(day, "D")) for place, day in enumerate(weeks[0])
        ),
        cells=tuple(cells),
        words=gettext("Days with time: %(days)s.") % {"days": ", ".join(numbers)},
        width=7 * WIDTH + 4,
        height=(len(weeks) + 1) * HEIGHT + 4,
    )
