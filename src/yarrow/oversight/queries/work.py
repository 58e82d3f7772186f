"""How much was done in rooms, by worker, on one day. Never in which room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from yarrow.oversight.terms import COUNTS, Counted
from yarrow.staff.models import Worker

from .done import bounds_of, names_of
from .near import events_for

_KIND_OF = {event: counted for counted, events in COUNTS.items() for event in events}


@dataclass(frozen=True, slots=True)
class Work:
    """One worker's day in numbers."""

    name: str
    counts: dict[Counted, int]

    @property
    def opened(self) -> int:
        """What the bars show."""
        return self.counts.get(Counted.OPENED, 0)


def work_of_day(worker: Worker, day: date) -> Sequence[Work]:
    """Everybody who did something in a room that day, most rooms opened first."""
    start, end = bounds_of(day)
    found = events_for(worker).filter(event__in=_KIND_OF, at__gte=start, at__lt=end, actor__isnull=False)
    counts: dict[UUID, dict[Counted, int]] = defaultdict(lambda: defaultdict(int))
    for actor, event, number in found.values_list("actor", "event").annotate(Count("pk")).order_by():
        counts[actor][_KIND_OF[event]] += number
    names = names_of(counts)
    rows = [Work(names.get(actor, ""), dict(each)) for actor, each in counts.items()]
    return sorted(rows, key=lambda row: (-row.opened, row.name))
