"""Which rows of a case count: duties and answers that this service wrote, as it wrote them last.

Who works on a case and who answered that they know nobody opens rooms to them, so both carry the
service's mark (``staff.marks``). The newest event of the case about a worker says all their duties at
once, or their one answer. A row put in behind the back of the service, or put back, is as if it were
not there.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.look import asked_once
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

from .models import Allocation, ConflictQuestion
from .terms import Asked

DUTIES = Matter("duties", gives=(Event.ALLOCATED,), ends=(Event.ALLOCATION_ENDED, Event.EXCLUSION_SET))
ANSWER = Matter("answer", gives=(Event.CONFLICT_ASKED, Event.CONFLICT_ANSWERED), ends=(Event.EXCLUSION_SET,))


def says_duties(rows: Iterable[Allocation]) -> list[bytes]:
    """What the mark of a worker's duties on one case is made of: every duty, and since which day."""
    parts = [(row.pk.bytes, row.duty.encode(), row.from_day.isoformat().encode()) for row in rows]
    return [part for row in sorted(parts) for part in row]


def says_answer(question: UUID, state: str) -> list[bytes]:
    """What the mark of an answer is made of."""
    return [question.bytes, state.encode()]


def with_marks(rows: QuerySet[Allocation]) -> QuerySet[Allocation]:
    """Current allocations with the newest event about the duties of each."""
    return rows.annotate(**marks.newest(DUTIES, chain=OuterRef("case"), subject=OuterRef("worker")))


def with_answers(rows: QuerySet[Allocation]) -> QuerySet[Allocation]:
    """The same with the worker's clear answer about the case, and the newest event about that."""
    clear = ConflictQuestion.objects.filter(
        case=OuterRef("case"), worker=OuterRef("worker"), state=Asked.CLEAR
    )
    newest = marks.newest(ANSWER, chain=OuterRef("case"), subject=OuterRef("worker"))
    return rows.annotate(clear=Subquery(clear.values("pk")[:1]), **newest)


def that_count(rows: QuerySet[Allocation]) -> list[Allocation]:
    """Those that count, of all current allocations of one or more workers to one or more cases.

    Ask with every current row of each worker on a case: the mark is of all their duties together.
    """
    return counted_among(with_marks(rows))


def counted_among(rows: Iterable[Allocation]) -> list[Allocation]:
    """The same of rows that ``with_marks`` has read already, the first first."""
    found = sorted(rows, key=_pair)
    whole = [list(group) for _pair_of, group in groupby(found, key=_pair)]
    counted = [row for group in whole if _is_marked(group) for row in group]
    return sorted(counted, key=lambda row: (row.from_day, row.pk))


def that_count_and_are_clear(rows: QuerySet[Allocation]) -> list[Allocation]:
    """Those of ``that_count`` whose worker has also answered that they know nobody."""
    return [row for row in that_count(with_answers(rows)) if _is_clear(row)]


def _pair(row: Allocation) -> tuple[UUID, UUID]:
    return row.case_id, row.worker_id


def _is_marked(rows: Sequence[Allocation]) -> bool:
    case, worker = _pair(rows[0])
    found = marks.marked_on(rows[0], DUTIES)
    return marks.holds(found, DUTIES, chain=case, subject=worker, says=says_duties(rows))


def _is_clear(row: Allocation) -> bool:
    question: UUID | None = getattr(row, "clear", None)
    if question is None:
        return False
    return _answer_holds(marks.marked_on(row, ANSWER), row.case_id, row.worker_id, question, Asked.CLEAR)


def _answer_holds(found: Marked, case: UUID, worker: UUID, question: UUID, state: str) -> bool:
    says = says_answer(question, state)
    return marks.holds(found, ANSWER, chain=case, subject=worker, says=says)


def answers_that_count(cases: Collection[UUID], workers: Collection[UUID]) -> dict[tuple[UUID, UUID], Asked]:
    """Where each of these workers stands with each of these cases, by case and worker; one query.

    Whom nobody asked is not in it, and neither is whose answer carries no mark.
    """
    rows = ConflictQuestion.objects.filter(case__in=cases, worker__in=workers)
    asked = rows.annotate(**marks.newest(ANSWER, chain=OuterRef("case"), subject=OuterRef("worker")))
    return {
        (row.case_id, row.worker_id): Asked(row.state)
        for row in asked.defer("blob")
        if _answer_holds(marks.marked_on(row, ANSWER), row.case_id, row.worker_id, row.pk, row.state)
    }


def cases_cleared(worker: Worker) -> list[UUID]:
    """The cases of which this worker answered through this service that they know nobody; one query."""
    return list(asked_once(("cleared", worker.pk), lambda: tuple(_cleared(worker))))


def _cleared(worker: Worker) -> list[UUID]:
    rows = ConflictQuestion.objects.filter(worker=worker, state=Asked.CLEAR).defer("blob")
    asked = rows.annotate(**marks.newest(ANSWER, chain=OuterRef("case"), subject=OuterRef("worker")))
    return [
        row.case_id
        for row in asked
        if _answer_holds(marks.marked_on(row, ANSWER), row.case_id, row.worker_id, row.pk, row.state)
    ]


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the record of cases says of workers, by case and worker, whatever rows are there now.

    Hazard: somebody on duty who takes away the row that says they are barred, or work for the other
    side, would be sealed the next card. The record of it stays.
    """

    has_worked: frozenset[tuple[UUID, UUID]]
    """They have had a duty there, or were barred."""
    not_clear: frozenset[tuple[UUID, UUID]]
    """They were asked, or barred, and no answer that counts says since that they know nobody."""


def remembers(matter: Matter, worker: Worker, *, case: str) -> Exists:
    """Whether the record of a row's case speaks of this worker; ``case`` is the row's way to it.

    For conditions in the database that keep somebody away: what keeps away needs no mark.
    """
    events = AuditEvent.objects.filter(chain=OuterRef(case), subject=worker.pk, event__in=matter.events)
    return Exists(events)


def on_record(cases: Collection[UUID], workers: Collection[UUID]) -> OnRecord:
    """Three queries, however many cases and workers."""
    asked = marks.newest_of(ANSWER, chains=cases, subjects=workers)
    clear = {pair for pair, state in answers_that_count(cases, workers).items() if state is Asked.CLEAR}
    return OnRecord(
        has_worked=frozenset(marks.newest_of(DUTIES, chains=cases, subjects=workers)),
        not_clear=frozenset(asked.keys() - clear),
    )
