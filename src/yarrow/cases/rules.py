"""When a stop shows, before which hour nothing may be said, and which duties exclude each other. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from .terms import Duty, StopKind

CONFIRMATION_PAUSE = timedelta(hours=72)
"""design.md §5 (10): the routine pause of every joint event where abuse is not excluded."""

_HOUR = timedelta(hours=1)

_FOR_SUPERVISORS = frozenset({Duty.SUPERVISOR, Duty.SIGNING_SUPERVISOR})


@dataclass(frozen=True, slots=True)
class StopTimes:
    """When workers see the line, and when people may be told."""

    line_from: datetime | None
    say_nothing_before: datetime


def times_of_stop(*, at: datetime, kind: StopKind, earlier: Sequence[StopTimes] = ()) -> StopTimes:
    """When a stop made at this moment shows, after these earlier ones of the same case.

    Every stop bars at once. A confided one (a parting spoken of) shows its line only at the next
    routine confirmation, so that the line itself cannot tell what was confided an hour before.
    Until somebody sets another hour, people are told nothing before the end of the pause
    (design.md §4, "Stops"). While an earlier hour still lies ahead it stays: neither does the line
    move with each entry of another room, nor is an hour that was agreed brought forward.
    """
    pause_ends = _full_hour(at + CONFIRMATION_PAUSE)
    ahead = [stop for stop in earlier if stop.line_from is not None and stop.say_nothing_before > at]
    line_from = {
        StopKind.OPEN: min([at, *(stop.line_from for stop in ahead if stop.line_from is not None)]),
        StopKind.CONFIDED: pause_ends,
        StopKind.SILENT: None,
    }[kind]
    hour = _hour_kept(at=at, kind=kind, pause_ends=pause_ends, ahead=ahead)
    return StopTimes(line_from=line_from, say_nothing_before=hour)


def _hour_kept(*, at: datetime, kind: StopKind, pause_ends: datetime, ahead: Sequence[StopTimes]) -> datetime:
    """Hazard: an open line that took the shorter hour of a confided stop would tell that there is one."""
    if not ahead:
        return pause_ends
    kept = max(stop.say_nothing_before for stop in ahead)
    shows = any(stop.line_from is not None and stop.line_from <= at for stop in ahead)
    return max(kept, pause_ends) if kind is StopKind.OPEN and not shows else kept


def _full_hour(moment: datetime) -> datetime:
    """Up to the next full hour: minutes would tell when it was written."""
    begun = moment.replace(minute=0, second=0, microsecond=0)
    return begun if begun == moment else begun + _HOUR


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
