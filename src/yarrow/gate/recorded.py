"""A fact as it lies in a room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yarrow.gate.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry: what it says, its place in the order of writing, and whether another worker agreed.

    ``seconded`` is true only when a second worker, not the one who wrote it, has agreed with this
    very entry by a signed act of their own. A name typed into the record is not that.

    "Later" always means a larger ``number``, never a later ``day``: an old event written down
    today is news today. ``day`` decides only when a record lapses.
    """

    fact: Fact
    number: int
    day: date
    entry: UUID
    seconded: bool = False
