"""Whether two colleagues count as two: neither is alone the reason why the other is here.

Hazard: whoever can bring in a colleague alone can invent one, and then be both people of a rule
that asks for two. Only the line each came in with is looked at; it is signed and never changes.
"""

from datetime import timedelta

from yarrow.kernel.clock import Clock
from yarrow.staff.models import RosterEntry, Worker

BEGINNERS = 3
"""Somebody has to begin a service: the first three may be brought in by one person."""
SETTLED_AFTER = timedelta(days=14)


def is_beginning() -> bool:
    """Whether fewer than three people were ever vouched for here; who left counts, so nobody goes back."""
    return _people_before() < BEGINNERS


def is_independent_of(second: Worker, first: Worker, clock: Clock) -> bool:
    """Whether they may be the two of a rule that asks for two, whichever of them went first.

    Not where one signed the other's first line, nor where one is new. Unknown is no.
    """
    if second.pk == first.pk or not (is_settled(second, clock) and is_settled(first, clock)):
        return False
    return not (_was_brought_by(second, first) or _was_brought_by(first, second))


def is_settled(worker: Worker, clock: Clock) -> bool:
    """Whether they were vouched for a fortnight ago or longer, or are one of the first three."""
    line = _first_line(worker)
    return line is not None and (line.at <= clock.now() - SETTLED_AFTER or _is_of_the_beginning(line))


def _was_brought_by(worker: Worker, other: Worker) -> bool:
    line = _first_line(worker)
    return line is None or (line.signed_by_id == other.pk and not _is_of_the_beginning(line))


def _is_of_the_beginning(line: RosterEntry) -> bool:
    return _people_before(line) < BEGINNERS


def _people_before(line: RosterEntry | None = None) -> int:
    lines = RosterEntry.objects.filter(revoked_on=None)
    if line is not None:
        lines = lines.filter(at__lt=line.at)
    return lines.values("worker").distinct().count()


def _first_line(worker: Worker) -> RosterEntry | None:
    return RosterEntry.objects.filter(worker=worker, revoked_on=None).order_by("at", "id").first()
