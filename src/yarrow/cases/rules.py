"""When a stop shows, before which hour nothing may be said, and which duties exclude each other. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from yarrow.kernel.clock import LOCAL

from .terms import Duty, Stage, StopKind

CONFIRMATION_PAUSE = timedelta(hours=72)
"""design.md §5 (10): the routine pause of every joint event where abuse is not excluded."""

_HOUR = timedelta(hours=1)

_OVER = frozenset({Stage.PROCESS_ENDED, Stage.CLOSED})
_FOR_SUPERVISORS = frozenset({Duty.SUPERVISOR, Duty.SIGNING_SUPERVISOR})


@dataclass(frozen=True, slots=True)
class StopTimes:
    """When workers see the line, and when people may be told."""

    line_from: datetime | None
    say_nothing_before: datetime


def times_of_stop(
    *, at: datetime, kind: StopKind, earlier: Sequence[StopTimes] = (), event_at: datetime | None = None
) -> StopTimes:
    """When a stop made at this moment shows, after these earlier ones of the same case.

    ``event_at`` is the next joint event that is arranged. Every stop bars at once. A confided one (a
    parting spoken of) shows its line only at the next routine confirmation of that event, so that the
    line itself cannot tell when something was confided; a plan due sooner is postponed with that line.
    Until somebody sets another hour, people are told nothing before the end of the pause
    (design.md §4, "Stops"). While an earlier hour still lies ahead it stays: neither does the line
    move with each entry of another room, nor is an hour that was agreed brought forward.
    """
    pause_ends = _full_hour(at + CONFIRMATION_PAUSE)
    ahead = [stop for stop in earlier if stop.line_from is not None and stop.say_nothing_before > at]
    line_from = {
        StopKind.OPEN: min([at, *(stop.line_from for stop in ahead if stop.line_from is not None)]),
        StopKind.CONFIDED: next_confirmation(at=at, event_at=event_at),
        StopKind.SILENT: None,
    }[kind]
    unless_set = line_from if kind is StopKind.CONFIDED and line_from is not None else pause_ends
    hour = _hour_kept(at=at, kind=kind, unless_set=unless_set, ahead=ahead)
    return StopTimes(line_from=line_from, say_nothing_before=hour)


def next_confirmation(*, at: datetime, event_at: datetime | None) -> datetime:
    """The first moment after ``at`` at which everybody of the event is asked again anyway.

    72 hours before it, when its day begins, and its own hour; without an event the end of the pause.
    """
    if event_at is None or event_at <= at:
        return _full_hour(at + CONFIRMATION_PAUSE)
    day_begins = event_at.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = (event_at - CONFIRMATION_PAUSE, day_begins, event_at)
    return next(moment for moment in moments if moment > at)


def _hour_kept(*, at: datetime, kind: StopKind, unless_set: datetime, ahead: Sequence[StopTimes]) -> datetime:
    """Hazard: an open line that took its hour from a confided stop would tell that there is one."""
    shows = any(stop.line_from is not None and stop.line_from <= at for stop in ahead)
    if kind is StopKind.OPEN and not shows:
        return max([unless_set, *(stop.say_nothing_before for stop in ahead if _was_agreed(stop))])
    return max((stop.say_nothing_before for stop in ahead), default=unless_set)


def _was_agreed(stop: StopTimes) -> bool:
    """Whether somebody set an hour later than the line; by itself a hidden stop has both at once."""
    return stop.line_from is not None and stop.line_from < stop.say_nothing_before


def _full_hour(moment: datetime) -> datetime:
    """Up to the next full hour: minutes would tell when it was written."""
    begun = moment.replace(minute=0, second=0, microsecond=0)
    return begun if begun == moment else begun + _HOUR


def is_over(stage: str) -> bool:
    """Whether the process has ended: nothing joint is proposed any more. Support is another thing (E37)."""
    return stage in _OVER


def only_a_supervisor_has(duty: Duty) -> bool:
    """Whether this duty is for who is employed as a supervisor, and given by the case supervisor."""
    return duty in _FOR_SUPERVISORS


def goes_with(duty: Duty, others: AbstractSet[Duty]) -> bool:
    """Whether one worker may have this duty beside the others they have on the case.

    Who signs stands outside the work: no other duty. The lead is not their own supervisor.
    """
    everything = {duty, *others}
    if Duty.SIGNING_SUPERVISOR in everything:
        return len(everything) == 1
    return not everything >= {Duty.LEAD, Duty.SUPERVISOR}
