"""Which cases are kept closely and who is on their lists, as the record says it (security.md R-15, T21).

Hazard: whoever writes to the database and is on duty sets a case back to ordinary, or puts themselves on
its list, and the next holder who comes in seals them its emergency card. So a case of which the record
says that it was kept closely stays so, whatever its column says, until an event with the service's mark
opens it again. And a row of a list counts only while the newest event about that worker carries the mark
of it (``staff.marks``). What keeps somebody away needs no mark: the column alone is enough.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.look import asked_once
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

from .models import Case, NamedWorker
from .terms import Closeness

OPEN_AGAIN = Matter("open_again", gives=(Event.CASE_OPENED_AGAIN,), ends=(Event.CASE_KEPT_CLOSELY,))
"""About a case, in its own chain: it is the subject."""
LISTED = Matter("listed", gives=(Event.WORKER_LISTED,), ends=(Event.WORKER_UNLISTED, Event.EXCLUSION_SET))


def there_by_its_list(worker: Worker, *, case: str = "") -> Q:
    """The condition on a row for its case being ordinary, or this worker on its list.

    ``case`` is the row's way to the case. One query, which a look asks once.
    """
    key, way = case or "pk", f"{case}__" if case else ""
    opened, listed = asked_once(("lists", worker.pk), lambda: _opened_again_and_lists_of(worker))
    kept = AuditEvent.objects.filter(chain=OuterRef(key), event=Event.CASE_KEPT_CLOSELY)
    row = NamedWorker.objects.filter(case=OuterRef(key), worker=worker)
    is_ordinary = ~Q(Exists(kept)) | Q(**{f"{key}__in": opened})
    is_listed = Q(Exists(row)) & Q(**{f"{key}__in": listed})
    return (Q(**{f"{way}closeness": Closeness.ORDINARY}) & is_ordinary) | is_listed


def _opened_again_and_lists_of(worker: Worker) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The cases that two keep no more closely than others, and those whose list the record puts them on."""
    again = AuditEvent.objects.filter(event=Event.CASE_OPENED_AGAIN)
    mine = NamedWorker.objects.filter(worker=worker)
    of_cases = AuditEvent.objects.filter(chain__in=again.values("chain"), event__in=OPEN_AGAIN.events)
    of_lists = AuditEvent.objects.filter(chain__in=mine.values("case"), event__in=LISTED.events)
    read = ("number", "chain", "event", "digest")
    both = of_cases.values_list(*read).union(of_lists.filter(subject=worker.pk).values_list(*read))
    opened: dict[UUID, Marked] = {}
    listed: dict[UUID, Marked] = {}
    for number, case, event, digest in sorted(both):
        found = opened if event in OPEN_AGAIN.events else listed
        found[case] = Marked(number, bytes(digest))
    return (
        tuple(case for case, marked in opened.items() if _is_open_again(case, marked)),
        tuple(case for case, marked in listed.items() if _is_listed(case, worker.pk, marked)),
    )


def _newest_of_cases(events: QuerySet[AuditEvent]) -> dict[UUID, Marked]:
    """By case; whatever subject an event names, so that one put in without any keeps away as well."""
    rows = events.filter(event__in=OPEN_AGAIN.events).order_by("number")
    found = rows.values_list("chain", "number", "digest")
    return {chain: Marked(number, bytes(digest)) for chain, number, digest in found}


def _is_open_again(case: UUID, found: Marked) -> bool:
    return marks.holds(found, OPEN_AGAIN, chain=case, subject=case, says=())


def _is_listed(case: UUID, worker: UUID, found: Marked) -> bool:
    """A row says nothing but its case and its worker, and both lie in the mark itself."""
    return marks.holds(found, LISTED, chain=case, subject=worker, says=())


def rows_that_count(rows: QuerySet[NamedWorker]) -> list[NamedWorker]:
    """Those of these rows that the service wrote, and ended by nothing since; one query."""
    newest = marks.newest(LISTED, chain=OuterRef("case"), subject=OuterRef("worker"))
    found = rows.annotate(**newest)
    return [row for row in found if _is_listed(row.case_id, row.worker_id, marks.marked_on(row, LISTED))]


def kept_closely(cases: Iterable[Case]) -> set[UUID]:
    """Which of these are kept closely, by their column or by the record; one query."""
    asked = {case.pk: case for case in cases}
    newest = _newest_of_cases(AuditEvent.objects.filter(chain__in=asked))
    by_record = {case for case, found in newest.items() if not _is_open_again(case, found)}
    return by_record | {pk for pk, case in asked.items() if case.closeness != Closeness.ORDINARY}


def is_closely_kept(case: Case) -> bool:
    """Whether only people on its list come near it; asked of the row and the record as they are now."""
    row = Case.objects.filter(pk=case.pk).first()
    return row is None or bool(kept_closely([row]))


def on_the_lists(cases: Collection[UUID], workers: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Case and worker, of these, where the worker is on the list; one query."""
    rows = NamedWorker.objects.filter(case__in=cases, worker__in=workers)
    return frozenset((row.case_id, row.worker_id) for row in rows_that_count(rows))


def on_its_list(case: Case) -> list[UUID]:
    """Everybody on the list of one case; one query."""
    return [row.worker_id for row in rows_that_count(NamedWorker.objects.filter(case=case))]


def lists_that_differ() -> tuple[list[UUID], list[UUID]]:
    """For the verification of the record: the case of each row that does not count, and of what is gone.

    Also a case that is kept closely by its column alone: nobody of us wrote that.
    """
    rows = Counter(NamedWorker.objects.values_list("case", "worker"))
    there = Counter((row.case_id, row.worker_id) for row in rows_that_count(NamedWorker.objects.all()))
    cases = {case.pk: case for case in Case.objects.filter(_may_be_kept())}
    newest = _newest_of_cases(AuditEvent.objects.filter(chain__in=cases))
    by_record = {case for case, found in newest.items() if not _is_open_again(case, found)}
    by_column = {pk for pk, case in cases.items() if case.closeness != Closeness.ORDINARY}
    put_in = [case for case, _who in (rows - there).elements()]
    gone = [case for case, _who in _listed_by_record(by_record) - rows.keys()]
    return [*put_in, *(by_column - by_record)], [*gone, *(by_record - by_column)]


def _may_be_kept() -> Q:
    kept = AuditEvent.objects.filter(chain=OuterRef("pk"), event__in=OPEN_AGAIN.events)
    return ~Q(closeness=Closeness.ORDINARY) | Q(Exists(kept))


def _listed_by_record(cases: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Whom the newest event says to be on a list, with or without a row."""
    events = AuditEvent.objects.filter(chain__in=cases, event__in=LISTED.events).order_by("number")
    newest = {(each.chain, each.subject): each.event for each in events if each.subject}
    return {(chain, who) for (chain, who), event in newest.items() if who and event in LISTED.gives}


def everybody_ever_listed(case: Case) -> list[UUID]:
    """Whom the record knows on the list of this case, whatever rows are there now."""
    return sorted(who for _case, who in _listed_by_record([case.pk]))
