"""How large a run is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of one run; windows in seconds."""

    rounds: int
    window: float
    cases: int
    bare_rows: int
    notes: int
    """Entries in an ordinary room before anything is measured."""
    arranged: int
    """Plans that are arranged, so that a trigger has something to stop; each is stopped once."""
    demos: int
    open_cases: int
    """Of the service over which the night is measured, after everything else."""


FULL = Scale(
    rounds=5, window=2.0, cases=10_000, bare_rows=100_000, notes=15, arranged=11, demos=3, open_cases=100_000
)
QUICK = Scale(
    rounds=1, window=0.3, cases=300, bare_rows=2_000, notes=3, arranged=3, demos=1, open_cases=1_000
)

HELD_CASES = 25
WITH_CHILD = 10
"""Twenty-five cases in which the worker holds two rooms, ten of them with a third: sixty rooms."""
DUE_EACH = 3
"""Each third of these cases has a room that is to be looked at again soon."""
OPENED_NOTES = 25
"""Entries of the one room that row 4 opens."""
WRITERS = 8
