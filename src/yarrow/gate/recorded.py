"""A fact as it lies in a room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yarrow.gate.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry: what it says, and its place in the order of writing.

    "Later" always means a larger ``number``, never a later ``day``: an old event written down
    today is news today.
    """

    fact: Fact
    number: int
    day: date
    entry: UUID
