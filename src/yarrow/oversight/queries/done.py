"""What was done, one by one, newest first.

So many pages and no more: the database steps over the rows of the pages before, and with a million events
nobody leafs, they choose a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.errors import NotThere
from yarrow.oversight.terms import EVENTS, Kind
from yarrow.staff.models import Worker

from .near import events_for

PER_PAGE = 50
MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """What a manager asked to see; empty is everything."""

    worker: UUID | None = None
    kind: Kind | None = None
    day: date | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of that kind, or of all kinds."""
        kinds = [self.kind] if self.kind else list(EVENTS)
        return tuple(event for kind in kinds for event in EVENTS[kind])


@dataclass(frozen=True, slots=True)
class Shown:
    """One act in words: when, who, what, and about whom of the staff."""

    at: datetime
    by: str
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts, the number of their page, and whether there are older ones."""

    acts: Sequence[Shown]
    number: int
    has_older: bool
    is_last_allowed: bool


def done_page(worker: Worker, asked: Filter, number: int) -> Page:
    """One page of what this manager asked to see; raises NotThere for a page that is not there."""
    return paged(_asked(events_for(worker), asked).order_by("-pk"), number)


def paged(events: QuerySet[AuditEvent], number: int) -> Page:
    """One page of these events, in three queries at most; the first is there even when it is empty."""
    if not 1 <= number <= MOST_PAGES:
        raise NotThere
    start = (number - 1) * PER_PAGE
    rows = list(events[start : start + PER_PAGE + 1])
    if not rows and number > 1:
        raise NotThere
    more = len(rows) > PER_PAGE
    return Page(shown(rows[:PER_PAGE]), number, more and number < MOST_PAGES, more and number == MOST_PAGES)


def shown(rows: Sequence[AuditEvent]) -> list[Shown]:
    """These events in words; the names of workers in one query."""
    names = names_of(each for row in rows for each in (row.actor, row.subject))
    return [
        Shown(
            at=row.at,
            by=names.get(row.actor, "") if row.actor else "",
            what=str(Event(row.event).label),
            about=names.get(row.subject, "") if row.subject and row.subject != row.actor else "",
        )
        for row in rows
    ]


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Those of these ids that are workers; every other id stays without a word."""
    asked = {each for each in ids if each is not None}
    return dict(Worker.objects.filter(pk__in=asked).values_list("pk", "name"))


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """From when to when a day runs here."""
    start = datetime.combine(day, time(), LOCAL)
    return start, datetime.combine(day + timedelta(days=1), time(), LOCAL)


_USUAL = (None, Kind.COMING_IN)


def _of_kind(events: QuerySet[AuditEvent], asked: Filter) -> QuerySet[AuditEvent]:
    """Where most events would match, the database must walk backwards and stop, not sort them all first.

    Naming what is left out keeps it from the index of events: a second instead of milliseconds, at a million.
    """
    if asked.kind not in _USUAL or asked.day is not None:
        return events.filter(event__in=asked.events)
    return events.exclude(event__in=set(Event) - set(asked.events))


def _asked(events: QuerySet[AuditEvent], asked: Filter) -> QuerySet[AuditEvent]:
    found = _of_kind(events, asked)
    if asked.worker is not None:
        found = found.filter(actor=asked.worker)
    if asked.day is not None:
        start, end = bounds_of(asked.day)
        found = found.filter(at__gte=start, at__lt=end)
    return found
