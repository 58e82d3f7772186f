"""When a stop shows, and before which hour nothing may be said. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .terms import StopKind

CONFIRMATION_PAUSE = timedelta(hours=72)
"""design.md §5 (10): the routine pause of every joint event where abuse is not excluded."""


@dataclass(frozen=True, slots=True)
class StopTimes:
    """When workers see the line, and when people may be told."""

    line_from: datetime | None
    say_nothing_before: datetime


def times_of_stop(*, at: datetime, kind: StopKind) -> StopTimes:
    """When a stop made at this moment shows.

    Every stop bars at once. A confided one (a parting spoken of) shows its line only at the next
    routine confirmation, so that the line itself cannot tell what was confided an hour before.
    Until somebody sets another hour, people are told nothing before the end of the pause
    (design.md §4, "Stops").
    """
    pause_ends = at + CONFIRMATION_PAUSE
    line_from = {StopKind.OPEN: at, StopKind.CONFIDED: pause_ends, StopKind.SILENT: None}[kind]
    return StopTimes(line_from=line_from, say_nothing_before=pause_ends)
