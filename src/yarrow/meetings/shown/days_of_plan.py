"""The days of one plan for its lead: what every worker of the case was shown, on the day they were.

Nothing here depends on a room: which room closed, whether its holder is the lead, and when it was written
are in none of it. A stop that shows no line has no day here, and one that shows a line has the day on
which the line began to show (design.md §4, "Stops"; security.md T02).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.timezone import localtime
from django.utils.translation import gettext

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.cases.models import Stop
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import is_joint, sitting_of
from yarrow.meetings.terms import PlanState, SittingEnd

from .drawn import Drawn, Pattern, Stretch, draw


class Happened(StrEnum):
    """What was shown to everybody on the case; the signature is told to a lead inside every room."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    ARRANGED = "arranged"
    LINE = "line"
    BEGUN = "begun"
    STOPPED = "stopped"
    HELD = "held"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Line:
    """The one line that every stop shows: of which stop, and from when."""

    at: datetime
    shows_from: datetime


Happenings = list[tuple[datetime, Happened]]

_EVENTS = {
    Event.PLAN_PROPOSED: Happened.PROPOSED,
    Event.PLAN_SIGNED: Happened.SIGNED,
    Event.PLAN_ARRANGED: Happened.ARRANGED,
    Event.PLAN_STOPPED: Happened.ASIDE,
}
_PATTERNS = {
    Happened.PROPOSED: Pattern.EMPTY,
    Happened.ARRANGED: Pattern.FULL,
    Happened.LINE: Pattern.LINES,
    Happened.BEGUN: Pattern.FULL,
    Happened.STOPPED: Pattern.LINES,
    Happened.HELD: Pattern.DOTS,
    Happened.ASIDE: Pattern.EMPTY,
}


def plan_drawn(plan: Plan, *, now: datetime, with_signature: bool) -> Drawn | None:
    """From the day it was proposed until today; three queries, whatever happened.

    ``with_signature``: a signature is given only where every room stands, so its day is told only to a
    lead who is inside every room that is asked.
    """
    happenings = _from_record(plan, with_signature=with_signature)
    sitting = sitting_of(plan)
    happenings += _of_the_day(sitting)
    happenings += [(line, Happened.LINE) for line in lines_shown(happenings, _lines(plan, sitting, now))]
    return draw(list(_stretches(happenings, localtime(now).date())), gettext("This plan, day by day"))


def _from_record(plan: Plan, *, with_signature: bool) -> Happenings:
    told = [event for event in _EVENTS if with_signature or event is not Event.PLAN_SIGNED]
    events: Iterable[AuditEvent] = events_of(plan.case_id).filter(subject=plan.pk, event__in=told)
    found = [(event.at, _EVENTS[Event(event.event)]) for event in events]
    arranged = plan.arranged_at if plan.state == PlanState.ARRANGED else None
    is_known = any(what is Happened.ARRANGED and arranged and at >= arranged for at, what in found)
    return found if arranged is None or is_known else [*found, (arranged, Happened.ARRANGED)]


def _of_the_day(sitting: Sitting | None) -> Happenings:
    """That it was begun, ended or stopped is shown to everybody (decision 0009)."""
    if sitting is None:
        return []
    begun = [(sitting.begun_at, Happened.BEGUN)] if sitting.begun_at else []
    how = Happened.HELD if sitting.how == SittingEnd.ENDED else Happened.STOPPED
    return begun + ([(sitting.ended_at, how)] if sitting.ended_at else [])


def _lines(plan: Plan, sitting: Sitting | None, now: datetime) -> list[Line]:
    """The stops whose line has begun to show. On a meeting that was held only until the hour on it."""
    if not is_joint(plan):
        return []
    stops = Stop.objects.filter(case=plan.case_id, line_from__lte=now).order_by("at", "id")
    was_held = sitting is not None and sitting.how == SittingEnd.ENDED
    return [
        Line(stop.at, stop.line_from)
        for stop in stops
        if stop.line_from is not None and (not was_held or stop.say_nothing_before > now)
    ]


def lines_shown(happenings: Happenings, lines: Iterable[Line]) -> list[datetime]:
    """From when a line showed on this plan: once for each time that it was arranged. Pure.

    A line shows on what was arranged before its stop, unless that was arranged anew or set aside before it
    began to show. A second stop under a line that shows already is told by nothing.
    """
    turns = sorted((at, what) for at, what in happenings if what in {Happened.ARRANGED, Happened.ASIDE})
    first: dict[datetime, datetime] = {}
    for line in lines:
        shows = max(line.at, line.shows_from)  # an open stop takes over the line of an earlier one
        before = [(at, what) for at, what in turns if at <= line.at]
        between = [at for at, _what in turns if line.at < at <= shows]
        if before and before[-1][1] is Happened.ARRANGED and not between:
            arranged = before[-1][0]
            first[arranged] = min(first.get(arranged, shows), shows)
    return sorted(first.values())


def _stretches(happenings: Happenings, today: date) -> Iterator[Stretch]:
    """From each day on which something was shown until the day before the next."""
    by_day: dict[date, list[Happened]] = defaultdict(list)
    for at, what in sorted(happenings, key=lambda each: each[0]):
        by_day[localtime(at).date()].append(what)
    days = sorted(by_day)
    state = Happened.PROPOSED
    for first, after in zip(days, [*days[1:], None], strict=True):
        state = _state_after(state, by_day[first])
        last = today if after is None else date.fromordinal(after.toordinal() - 1)
        why = tuple(dict.fromkeys(_as_said(what) for what in by_day[first]))
        yield Stretch(first, last, _PATTERNS[state], _state(state), why)


def _state_after(state: Happened, happened: Sequence[Happened]) -> Happened:
    changes = [what for what in happened if what is not Happened.SIGNED]
    return changes[-1] if changes else state


def _state(state: Happened) -> str:
    """What holds from that day on."""
    return {
        Happened.PROPOSED: gettext("No day is set"),
        Happened.ARRANGED: gettext("A day is set"),
        Happened.LINE: gettext("Not going ahead for now"),
        Happened.BEGUN: gettext("It has begun"),
        Happened.STOPPED: gettext("It was stopped"),
        Happened.HELD: gettext("It was held"),
        Happened.ASIDE: gettext("Set aside"),
    }[state]


def _as_said(what: Happened) -> str:
    """What was shown on that day; of a stop the one line, without a cause."""
    return {
        Happened.PROPOSED: gettext("It was proposed."),
        Happened.SIGNED: gettext("It was signed."),
        Happened.ARRANGED: gettext("A day was set."),
        Happened.LINE: gettext("Not going ahead for now."),
        Happened.BEGUN: gettext("It began."),
        Happened.STOPPED: gettext("It was stopped."),
        Happened.HELD: gettext("It ended."),
        Happened.ASIDE: gettext("It was set aside. Support goes on."),
    }[what]
