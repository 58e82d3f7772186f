"""All that can be verified without a key of a room, in one run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain as joined

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import daily_heads, last_id
from yarrow.audit.terms import Fault
from yarrow.audit.walk import Found, walk
from yarrow.rooms.models import Drop, Entry, RoomVersion, Standing, Wrap
from yarrow.staff.queries import service_signing_pair, the_service

from .kept import KeptHead, compared
from .marked import compare_marks
from .moment import one_moment
from .publics import compare_publics
from .remembered import Remembered
from .roster import compare_roster
from .rows import compare_sealed, compare_standings, compare_taken_out, compare_wraps

Progress = Callable[[int, int], None]
"""Is told how many rows have been looked at, and of how many."""

MOST_NAMED = 1_000
"""So many places are named one by one; the rest is counted."""


@dataclass(slots=True)
class Verdict:
    """What was looked at, and every place that did not hold."""

    events: int = 0
    rows: int = 0
    heads: int = 0
    faults: int = 0
    found: list[Found] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether everything held."""
        return not self.faults

    def take_in(self, found: Iterable[Found]) -> None:
        """Count each place; name the first thousand."""
        for each in found:
            self.faults += 1
            if len(self.found) < MOST_NAMED:
                self.found.append(each)


def verify_everything(
    *, kept: Sequence[KeptHead] = (), progress: Progress = lambda _done, _of: None
) -> Verdict:
    """Follow every chain, compare every head, and hold every sealed row beside the record.

    Raises ``CannotOpen`` or ``PepperMissing`` where the service's own key cannot be had: without it a
    forged head looks like a true one, so nothing is said at all. What is written meanwhile is left for
    the next run.
    """
    with one_moment():
        return _verified(service_signing_pair(the_service()).public, kept, progress)


def _verified(public: bytes, kept: Sequence[KeptHead], progress: Progress) -> Verdict:
    through, remembered, verdict = last_id(), Remembered(), Verdict()
    meter = _Meter(progress, AuditEvent.objects.filter(id__lte=through).count() + _sealed_rows())
    heads = list(daily_heads())
    walked = walk(through=through, heads=heads, public=public, told=meter.at, seen=remembered.take_in)
    verdict.events, verdict.heads = walked.events, walked.heads
    verdict.take_in(walked.found)
    signed = {bytes(head.head) for head in heads}
    verdict.take_in(Found(Fault.HEAD_GONE) for _ in remembered.heads - signed)
    verdict.take_in(compared(kept, public))
    meter.base = walked.events
    rows = (compare_sealed, compare_taken_out, compare_standings, compare_wraps, compare_publics)
    verdict.take_in(joined.from_iterable(each(remembered, meter.one_more) for each in rows))
    verdict.take_in(compare_roster(remembered))
    verdict.take_in(compare_marks(remembered, meter.one_more))
    verdict.rows = meter.since
    return verdict


def _sealed_rows() -> int:
    return sum(model.objects.count() for model in (Entry, Drop, Standing, Wrap, RoomVersion))


@dataclass(slots=True)
class _Meter:
    """Counts rows on towards the whole."""

    progress: Progress
    whole: int
    base: int = 0
    since: int = 0

    def at(self, done: int) -> None:
        self.progress(done, self.whole)

    def one_more(self, rows: int) -> None:
        self.since += rows
        if self.since % 1_000 == 0:
            self.progress(self.base + self.since, self.whole)
