"""Whether two colleagues count as two: nobody alone is the reason why both are here (decision 0018).

Hazard: whoever can bring in a colleague alone can invent one, and then be both people of a rule
that asks for two. Only the line each came in with is looked at; it is signed and never changes.

The first three stand for themselves. Everybody else stands under the colleague who vouched for
them, and with that one never counts as two. With those who stand further up or down, or under the
same colleague, they count as two once both have been here for a quarter: by then the others have
seen whether somebody comes to work. Otherwise a fortnight is enough.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from yarrow.audit.links import link_of
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.staff.models import RosterEntry, Worker

from .remembered import OF_LINES
from .roster import UntrustedKey, line_digest, trusted_signing_public
from .service import the_service

BEGINNERS = 3
"""Somebody has to begin a service: the first three may be brought in by one person."""
SETTLED_AFTER = timedelta(days=14)
SEEN_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Came:
    """When somebody came, and who vouched for them; ``by`` is None for the first three."""

    at: datetime
    by: UUID | None


class Arrivals:
    """Who brought in whom, read once; for asking it of many pairs."""

    def __init__(self) -> None:
        found = _read()
        self.is_whole = found is not None
        """Whether the roster is what the record says of it. Where it is not, nobody is two with anybody."""
        self._came = found or {}

    def are_two(self, one: UUID, other: UUID, now: datetime) -> bool:
        """Whether these two count as two now. Unknown is no."""
        if one == other or not (self.is_settled(one, now) and self.is_settled(other, now)):
            return False
        if self.are_bound(one, other):
            return False
        return not self._stand_together(one, other) or (self._is_seen(one, now) and self._is_seen(other, now))

    def are_bound(self, one: UUID, other: UUID) -> bool:
        """Whether one vouched for the other: no time makes them two. Who is unknown is bound to everybody."""
        came = self._came.get(one), self._came.get(other)
        if one == other or came[0] is None or came[1] is None:
            return True
        return came[0].by == other or came[1].by == one

    def is_settled(self, worker: UUID, now: datetime) -> bool:
        """Whether they came a fortnight ago or longer, or are one of the first three."""
        came = self._came.get(worker)
        return came is not None and (came.by is None or came.at <= now - SETTLED_AFTER)

    def two_are_left(self, workers: Iterable[UUID], now: datetime, *, missing: int = 0) -> bool:
        """Whether two of these count as two, whoever ``missing`` of them are not there."""
        pairs = [pair for pair in combinations(workers, 2) if self.are_two(*pair, now)]
        return not _can_be_ended(pairs, missing)

    def could_have_two(self, workers: Iterable[UUID]) -> bool:
        """Whether any two of these count as two, now or once both have been here long enough."""
        return any(not self.are_bound(one, other) for one, other in combinations(workers, 2))

    def _stand_together(self, one: UUID, other: UUID) -> bool:
        """One is above the other, or one colleague is above both."""
        return not {one, *self._above(one)}.isdisjoint({other, *self._above(other)})

    def _above(self, worker: UUID) -> Iterator[UUID]:
        seen = {worker}
        while (came := self._came.get(worker)) is not None and came.by is not None and came.by not in seen:
            worker = came.by
            seen.add(worker)
            yield worker

    def _is_seen(self, worker: UUID, now: datetime) -> bool:
        came = self._came[worker]
        return came.by is None or came.at <= now - SEEN_AFTER


def _can_be_ended(pairs: list[tuple[UUID, UUID]], missing: int) -> bool:
    """Whether so many people are in all of these pairs together: without them none is left."""
    if not pairs:
        return True
    if not missing:
        return False
    return any(_can_be_ended([pair for pair in pairs if one not in pair], missing - 1) for one in pairs[0])


def _read() -> dict[UUID, _Came] | None:
    """The line each came in with; None where the roster is not what the record says. Two queries.

    Of one moment none is before the other. Hazard: who takes the lines of others away, for a moment
    only, would make themselves one of the first three: so every line that was ever written must be there.
    """
    lines = list(RosterEntry.objects.order_by("at", "id"))
    if not _as_remembered(lines):
        return None
    first: dict[UUID, tuple[datetime, UUID | None]] = {}
    for line in lines:
        if line.revoked_on is None:
            first.setdefault(line.worker_id, (line.at, line.signed_by_id))
    moments = [at for at, _by in first.values()]
    third = moments[BEGINNERS - 1] if len(moments) >= BEGINNERS else None
    return {
        worker: _Came(at, None if third is None or at <= third else by) for worker, (at, by) in first.items()
    }


def _as_remembered(lines: Iterable[RosterEntry]) -> bool:
    """Whether these are all the lines of the record and no others, and each event is as it was written."""
    service = the_service()
    events = list(AuditEvent.objects.filter(chain=service.pk, event__in=(*OF_LINES, Event.POST_GIVEN)))
    said = Counter((event.subject, bytes(event.digest)) for event in events if event.event in OF_LINES)
    is_same = said == Counter((line.worker_id, line_digest(line, service)) for line in lines)
    enrolled = {event.subject for event in events if event.event == Event.WORKER_ENROLLED}
    given = {event.subject for event in events if event.event == Event.POST_GIVEN}
    return is_same and given == enrolled and all(bytes(event.hash) == link_of(event) for event in events)


def is_beginning() -> bool:
    """Whether fewer than three people were ever vouched for here; who left counts, so nobody goes back.

    As the record says it, whatever lines are there.
    """
    enrolled = AuditEvent.objects.filter(chain=the_service().pk, event=Event.WORKER_ENROLLED)
    return enrolled.count() < BEGINNERS


def is_independent_of(second: Worker, first: Worker, clock: Clock) -> bool:
    """Whether they may be the two of a rule that asks for two, whichever of them went first.

    Both keys must count besides: a line put back, or changed, makes nobody a second person.
    """
    return Arrivals().are_two(second.pk, first.pk, clock.now()) and _count(second.pk, first.pk)


def brought_in_by_the_other(one: Worker, other: Worker) -> bool:
    """Whether one of these vouched for the other when they came; also who is not in the roster."""
    return Arrivals().are_bound(one.pk, other.pk)


def not_two_with(worker: Worker, now: datetime) -> set[UUID]:
    """Everybody with whom this worker does not count as two, who left included, and they themselves."""
    arrivals = Arrivals()
    known = Worker.objects.values_list("pk", flat=True)
    return {other for other in known if not arrivals.are_two(worker.pk, other, now)}


def is_settled(worker: Worker, clock: Clock) -> bool:
    """Whether they were vouched for a fortnight ago or longer, or are one of the first three."""
    return Arrivals().is_settled(worker.pk, clock.now())


def _count(*workers: UUID) -> bool:
    try:
        return all(trusted_signing_public(worker) for worker in workers)
    except UntrustedKey:
        return False
