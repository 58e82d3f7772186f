"""A row of days, drawn on the server: each stretch with a number, a pattern and words, never colour alone.

The drawing and the table beside it are made from the same stretches, so that neither says more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext

from yarrow.design.environment import day

WIDTH = 600
HEIGHT = 56
SHOWN_AT_MOST = 60
"""Stretches on one drawing: more could not be told apart. The oldest are left out, and the page says so."""
_ROOM_FOR_A_NUMBER = 24


class Pattern(StrEnum):
    """How a stretch is filled; each has its words beside it."""

    FULL = "full"
    LINES = "lines"
    DOTS = "dots"
    EMPTY = "empty"

    @property
    def fill(self) -> str:
        """What it is drawn with: the colour of the words around it, or one of two patterns of the page."""
        plain = {Pattern.FULL: "currentColor", Pattern.EMPTY: "none"}
        return plain.get(self, f"url(#drawn-{self.value})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one state: first and last, what it is in words, and why, line by line."""

    first: date
    last: date
    pattern: Pattern
    words: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch as it stands in the drawing; ``number`` is empty where it is too narrow for one."""

    x: float
    width: float
    pattern: Pattern
    number: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    number: int
    first: str
    last: str
    words: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, its words for who does not see it, and its table; the same stretches in all three."""

    title: str
    blocks: tuple[Block, ...]
    legend: tuple[tuple[Pattern, str], ...]
    rows: tuple[Row, ...]
    begins: str
    ends: str
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def description(self) -> str:
        """Every stretch in one sentence each, as the table has it."""
        sentence = gettext("%(number)s: %(first)s to %(last)s, %(words)s.")
        return " ".join(
            sentence % {"number": row.number, "first": row.first, "last": row.last, "words": row.words}
            for row in self.rows
        )


def draw(stretches: Sequence[Stretch], title: str) -> Drawn | None:
    """The drawing of these stretches, which follow one another; None where there is none."""
    shown = stretches[-SHOWN_AT_MOST:]
    if not shown:
        return None
    begun, whole = shown[0].first, (shown[-1].last - shown[0].first).days + 1
    return Drawn(
        title=title,
        blocks=tuple(_block(number, each, begun, whole) for number, each in enumerate(shown, start=1)),
        legend=tuple(dict.fromkeys((each.pattern, each.words) for each in shown)),
        rows=tuple(_row(number, each) for number, each in enumerate(shown, start=1)),
        begins=day(begun),
        ends=day(shown[-1].last),
        left_out=len(stretches) - len(shown),
    )


def _block(number: int, stretch: Stretch, begun: date, whole: int) -> Block:
    x = (stretch.first - begun).days * WIDTH / whole
    width = ((stretch.last - stretch.first).days + 1) * WIDTH / whole
    shown = str(number) if width >= _ROOM_FOR_A_NUMBER else ""
    return Block(x=round(x, 1), width=round(width, 1), pattern=stretch.pattern, number=shown)


def _row(number: int, stretch: Stretch) -> Row:
    return Row(number, day(stretch.first), day(stretch.last), stretch.words, stretch.why)
