"""Invented workers know nobody they work with: the question before a case, answered by its own act."""

from yarrow.cases.actions import allocate, answer_conflict
from yarrow.cases.models import Allocation, Case, ConflictQuestion
from yarrow.cases.terms import Asked, Duty
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.staff.models import Worker


def nobody_knows_them(case: Case, *, clock: Clock) -> None:
    """Everybody who was asked about this case answers for themselves that they know nobody."""
    waiting = ConflictQuestion.objects.filter(case=case, state=Asked.ASKED).select_related("worker", "case")
    for question in waiting:
        answer_conflict(question=question, state=Asked.CLEAR, by=question.worker, clock=clock)


def bring_in(*, case: Case, worker: Worker, duty: Duty, by: Worker, clock: Clock) -> Allocation | Refused:
    """Put an invented worker on a case, asked with an invented name, who knows nobody there."""
    names = ["Anwen Invented"]
    answer = allocate(case=case, worker=worker, duty=duty, by=by, clock=clock, names=names)
    nobody_knows_them(case, clock=clock)
    return answer
