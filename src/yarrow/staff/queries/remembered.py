"""What the record says of the roster: every line that was ever written, by its digest.

Hazard: who can write to the database, and put lines of the roster back to what they were, would
otherwise be believed: an old line is signed and witnessed like any other. The record is another
table, in which each line left its digest; taking that out as well breaks the chain of events, which
``audit_verify`` finds at every link and at every signed head (security.md §5.9).
"""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.staff.models import Service

from .service import read_so_far

OF_LINES = (Event.WORKER_ENROLLED, Event.KEYS_REPLACED, Event.WORKER_LEFT)
"""The acts that write a line."""

Remembered = Mapping[UUID, tuple[tuple[str, bytes], ...]]


def lines_remembered(service: Service) -> Remembered:
    """By worker, event and digest of each of their lines, in the order of writing; one indexed query.

    Within a request it is asked once. What another session writes meanwhile then makes a key not
    count, never the other way round: the lines themselves are always read anew.
    """
    read = read_so_far()
    if read is not None and read.lines is not None:
        return read.lines
    found = _asked(service)
    if read is not None:
        read.lines = found
    return found


def forget_lines_remembered() -> None:
    """A line was written in this request: what is remembered is asked anew."""
    read = read_so_far()
    if read is not None:
        read.lines = None


def has_left_by_the_record(worker: UUID, service: Service) -> bool:
    """Whether the record says last of this worker that they left, whatever their own row says."""
    said = lines_remembered(service).get(worker, ())
    return bool(said) and said[-1][0] == Event.WORKER_LEFT


def _asked(service: Service) -> Remembered:
    events = AuditEvent.objects.filter(chain=service.pk, event__in=OF_LINES, subject__isnull=False)
    found: dict[UUID, list[tuple[str, bytes]]] = defaultdict(list)
    rows = events.order_by("number").values_list("subject", "event", "digest")
    for subject, event, digest in rows:
        if subject is not None:
            found[subject].append((event, bytes(digest)))
    return {subject: tuple(lines) for subject, lines in found.items()}
