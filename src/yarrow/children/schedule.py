"""The days of a proposal: a weekly pattern with days left out and days besides. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time

from dateutil.rrule import (  # type: ignore[import-untyped]  # the library comes without types
    FR,
    MO,
    SA,
    SU,
    TH,
    TU,
    WE,
    WEEKLY,
    rrule,
    rruleset,
)

from yarrow.gate.facts.proposals import EveryWeeks, TimeProposal, Weekday

_DAYS = dict(zip(Weekday, (MO, TU, WE, TH, FR, SA, SU), strict=True))
_WRITTEN_AS = ("%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d")


class NotADay(ValueError):
    """A line that names no day; ``line`` is its number from 1, for words without what was typed."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def days_named(words: str) -> tuple[date, ...]:
    """One day a line; raises NotADay. An empty line names none."""
    return tuple(
        _day(number, line.strip()) for number, line in enumerate(words.split("\n"), 1) if line.strip()
    )


def _day(number: int, line: str) -> date:
    found = next(_readings(line), None)
    if found is None:
        raise NotADay(number)
    return found


def _readings(line: str) -> Iterator[date]:
    for form in _WRITTEN_AS:
        try:
            yield datetime.strptime(line, form).date()  # noqa: DTZ007  # a day has no hour and no zone
        except ValueError:
            continue


def days_of(proposal: TimeProposal) -> tuple[date, ...]:
    """Every day with time, in order: nothing before the first day or after the last.

    Without both of them there is no schedule, and no day. Raises NotADay.
    """
    if proposal.starts is None or proposal.ends is None:
        return ()
    whole = rruleset()
    if proposal.weekdays and proposal.every is not EveryWeeks.UNKNOWN:
        whole.rrule(_pattern(proposal, proposal.starts, proposal.ends))
    for day in days_named(proposal.besides):
        whole.rdate(_noon(day))
    for day in days_named(proposal.left_out):
        whole.exdate(_noon(day))
    found = dict.fromkeys(each.date() for each in whole)
    return tuple(day for day in found if proposal.starts <= day <= proposal.ends)


def _pattern(proposal: TimeProposal, starts: date, ends: date) -> rrule:
    return rrule(
        WEEKLY,
        dtstart=_noon(starts),
        until=_noon(ends),
        interval=int(proposal.every.value),
        wkst=MO,
        byweekday=[_DAYS[day] for day in proposal.weekdays],
    )


def _noon(day: date) -> datetime:
    """Noon without a zone: the library counts moments, and no change of clocks moves noon to another day."""
    return datetime.combine(day, time(12))
