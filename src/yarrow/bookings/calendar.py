"""The calendar of one worker as a file: for each hour a reference that says nothing, a beginning and an end.

Hazard: a calendar is copied to telephones, tablets and clouds that others look at (security.md §6.8). So
nothing else is in it: no place, no name, no kind of case, no room, no pathway and no name of ours. It
is made without anybody's key, from plain days and hours and from what the service itself sealed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from icalendar import Calendar, Event

from yarrow.kernel.clock import LOCAL
from yarrow.staff.models import Worker
from yarrow.staff.terms import BOOKED

from .content import reference_of
from .queries import asked_of, booked_by
from .terms import State

BACK, AHEAD = timedelta(days=7), timedelta(days=120)
_NOBODYS = "-//calendar//calendar//EN"
"""Who made the file, which a calendar must say: not our name."""


@dataclass(frozen=True, slots=True)
class Span:
    """One entry: of what kind and which row is mixed into its reference, and cannot be read from it."""

    kind: str
    row: UUID
    starts: datetime | date
    ends: datetime | date


Source = Callable[[Worker, date, date], Iterable[Span]]
"""Who knows of more days of a worker, between two days; named in ``settings.CALENDAR_SOURCES``."""


def spans_of(worker: Worker, today: date) -> list[Span]:
    """Everything in this worker's calendar, from a week ago until four months ahead."""
    first, last = today - BACK, today + AHEAD
    found = [*_booked(worker, first, last)]
    if worker.post not in BOOKED:
        for name in settings.CALENDAR_SOURCES:
            source: Source = import_string(name)
            found.extend(source(worker, first, last))
    return sorted(found, key=lambda each: (_moment(each.starts), each.row))


def _booked(worker: Worker, first: date, last: date) -> Iterable[Span]:
    now = datetime.combine(first, time(), tzinfo=LOCAL)
    found = asked_of(worker, now) if worker.post in BOOKED else booked_by(worker, first, last)
    coming = (each for each in found if each.state is State.CONFIRMED and each.counts)
    return [Span("booking", each.row.pk, each.content.starts, each.content.ends) for each in coming]


def _moment(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), tzinfo=LOCAL)


def as_file(spans: Iterable[Span], today: date) -> bytes:
    """The file that a calendar program reads."""
    made = Calendar()
    made.add("prodid", _NOBODYS)
    made.add("version", "2.0")
    for span in spans:
        made.add_component(_entry(span, today))
    written: bytes = made.to_ical()
    return written


def _entry(span: Span, today: date) -> Event:
    short, long = reference_of(span.kind, span.row)
    entry = Event()
    entry.add("uid", long)
    entry.add("dtstamp", datetime.combine(today, time(), tzinfo=UTC))
    entry.add("dtstart", _universal(span.starts))
    entry.add("dtend", _universal(span.ends))
    entry.add("summary", f"{settings.CALENDAR_WORD or gettext('Booked')} · {short}")
    return entry


def _universal(value: datetime | date) -> datetime | date:
    """In universal time: a time zone in the file would say where we are."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value
