"""Who decides on a case, and who is barred from it, as the record says it (security.md T21).

Hazard: whoever writes to the database takes away the duties of lead and supervisor, or spoils them
with a row put in beside. Then nobody seems to decide, and the next supervisor would be named, truly and
with true marks. So where something is given because nobody else is there, it is not the rows that are
asked: everybody who ever worked on the case must be known to do so no more. An end counts only with the
service's mark of it, and so does a bar that was lifted.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterator
from uuid import UUID

from yarrow.audit.queries import is_unbroken
from yarrow.audit.terms import Event
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.queries.roster import has_left_by_the_roster

from .counted import DUTIES, that_count
from .models import Allocation, Case, Exclusion
from .terms import Duty

_LOG = logging.getLogger("yarrow.cases")

ENDED = Matter("ended", gives=(Event.ALLOCATION_ENDED, Event.EXCLUSION_SET), ends=(Event.ALLOCATED,))
BAR = Matter("bar", gives=(Event.EXCLUSION_LIFTED,), ends=(Event.EXCLUSION_SET,))


def nobody_has(case: Case, *duties: Duty, but: UUID | None = None) -> bool:
    """Whether the record knows that nobody has one of these duties, apart from ``but``.

    No while it is unknown of anybody: a duty on record without its row may be any.
    """
    if not (newest := marks.newest_of(DUTIES, chains=[case.pk])) or not is_unbroken(case.pk):
        return False
    theirs = _duties_that_count(case.pk)
    for (_case, worker), found in newest.items():
        known = theirs.get(worker)
        if worker == but or _has_ended(case.pk, worker, found) or (known and not known & set(duties)):
            continue
        if not has_left_by_the_roster(worker):
            return False
    return True


def duties_taken_away(case: UUID) -> set[UUID]:
    """Whose duties on this case the record remembers, and no row tells any more."""
    newest, theirs = marks.newest_of(DUTIES, chains=[case]), _duties_that_count(case)
    unknown = {who: found for (_case, who), found in newest.items() if who not in theirs}
    return {who for who, found in unknown.items() if not _has_ended(case, who, found)}


def say_what_is_missing(case: Case) -> None:
    """The alarm in the log: somebody's duty is on record and not in its row."""
    for worker in duties_taken_away(case.pk):
        _LOG.error("The duty of worker %s on case %s is gone: no supervisor is named", worker, case.pk)


def barred_by_record(case: UUID) -> set[UUID]:
    """Whom the record keeps from this case, whether or not a row still says so; one query."""
    return set(_barred(case))


def _barred(case: UUID) -> Iterator[UUID]:
    for (chain, worker), found in marks.newest_of(BAR, chains=[case]).items():
        if not marks.holds(found, BAR, chain=chain, subject=worker, says=()):
            yield worker


def bars_taken_away(case: UUID) -> set[UUID]:
    """Whose bar was taken away by nobody of us."""
    return barred_by_record(case) - set(Exclusion.objects.filter(case=case).values_list("worker", flat=True))


def busy_by_record(workers: Collection[UUID]) -> Counter[UUID]:
    """How many cases each of these supervises, or may: rows taken away or spoiled make nobody idle."""
    cases = list(Case.objects.values_list("pk", flat=True))
    theirs: dict[tuple[UUID, UUID], set[Duty]] = {}
    for row in that_count(Allocation.objects.filter(worker__in=workers, until_day__isnull=True)):
        theirs.setdefault((row.case_id, row.worker_id), set()).add(Duty(row.duty))
    return Counter(
        worker
        for (case, worker), found in marks.newest_of(DUTIES, chains=cases, subjects=workers).items()
        if Duty.SUPERVISOR in theirs.get((case, worker), {Duty.SUPERVISOR})
        and not _has_ended(case, worker, found)
    )


def _duties_that_count(case: UUID) -> dict[UUID, set[Duty]]:
    found: dict[UUID, set[Duty]] = {}
    for row in that_count(Allocation.objects.filter(case=case, until_day__isnull=True)):
        found.setdefault(row.worker_id, set()).add(Duty(row.duty))
    return found


def _has_ended(case: UUID, worker: UUID, found: Marked) -> bool:
    return marks.holds(found, ENDED, chain=case, subject=worker, says=())
