"""The roster beside the record: who is who, as it was signed, with no line put in or taken out."""

from collections.abc import Iterator

from yarrow.audit.terms import Event, Fault
from yarrow.audit.walk import Found
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public, trusted_signing_public
from yarrow.staff.queries.roster import has_left_by_the_roster, line_digest

from .remembered import Remembered

_OF_LINES = frozenset({Event.WORKER_ENROLLED, Event.WORKER_LEFT, Event.KEYS_VOUCHED, Event.KEYS_REPLACED})


def compare_roster(remembered: Remembered) -> Iterator[Found]:
    """Every line is in the record, every line of the record is in the roster, and every key in use counts."""
    service, lines = the_service(), set()
    for entry in RosterEntry.objects.iterator():
        line = line_digest(entry, service)
        lines.add(line)
        if line not in remembered.of_service:
            yield Found(Fault.ROW_UNKNOWN)
    written = {line for line, event in remembered.of_service.items() if event in _OF_LINES}
    yield from (Found(Fault.ROW_GONE) for _ in written - lines)
    vouched = Worker.objects.filter(roster_entries__isnull=False).distinct()
    yield from (Found(Fault.ROW_DIFFERS) for worker in vouched if not _counts(worker))


def _counts(worker: Worker) -> bool:
    """Whether the chain of signatures stands for the keys in a worker's row, and for their being here."""
    if not worker.is_active and not has_left_by_the_roster(worker.pk):
        return False
    try:
        trusted_signing_public(worker.pk)
        return not worker.is_active or bool(trusted_sealing_public(worker))
    except UntrustedKey:
        return False
