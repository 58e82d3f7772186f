"""The question before a case, its answer, and the bar that follows (security.md §5.8, R-35).

Keys are not taken here: ``rooms.actions.keep_away`` does both in one transaction.
"""

from collections.abc import Sequence

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import access, queries
from yarrow.cases.conflicts import clean_names, names_as_bytes, question_context, where_asked
from yarrow.cases.counted import ANSWER, says_answer
from yarrow.cases.models import AskedOfTwo, Case, ConflictQuestion, Exclusion, LoneVisitCopy, NamedWorker
from yarrow.cases.terms import Asked
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import trusted_sealing_public

from .ends import note_end


def ask_unchecked(*, case: Case, worker: Worker, names: Sequence[str], by: Worker, clock: Clock) -> Asked:
    """Put the question before a worker, once; who has answered is not asked again.

    For the acts that bring somebody onto a case: access and the bar were asked there. Raises
    ``ValueError`` without a name, because a question without a name asks nothing.
    """
    stands = where_asked(worker, case)
    if stands is not Asked.NOT_ASKED:
        return stands
    if not (asked_with := clean_names(names)):
        raise ValueError("a worker is asked with a name")
    # One that does not count, put in behind the back of the service, makes room for the true one.
    ConflictQuestion.objects.filter(case=case, worker=worker).delete()
    question = ConflictQuestion(id=new_id(), case=case, worker=worker, asked_by=by, asked_on=clock.today())
    raw = names_as_bytes(asked_with)
    question.blob = wrap_to(trusted_sealing_public(worker), raw, question_context(question), pad_to=512)
    question.save(force_insert=True)
    _note(question, Asked.ASKED, event=Event.CONFLICT_ASKED, by=by, clock=clock)
    return Asked.ASKED


def _note(question: ConflictQuestion, state: Asked, *, event: Event, by: Worker, clock: Clock) -> None:
    """With the service's mark of where the worker stands now: only that opens a case to them."""
    case, worker = question.case_id, question.worker_id
    made = mark_of(ANSWER, chain=case, subject=worker, says=says_answer(question.pk, state))
    audit.append(chain=case, event=event, actor=by.pk, subject=worker, digest=made, clock=clock)


@transaction.atomic
def answer_conflict(*, question: ConflictQuestion, state: Asked, by: Worker, clock: Clock) -> None:
    """Write "I do not know them" or "I am not sure"; raises NotThere for who was not asked.

    "I know them" is ``rooms.actions.say_they_know``: it takes keys. The names go with the answer.
    """
    if question.worker_id != by.pk or state not in {Asked.CLEAR, Asked.UNSURE}:
        raise NotThere
    _settle(question=question, waits_as=Asked.ASKED, state=state, by=by, clock=clock)


@transaction.atomic
def decide_they_may(*, question: ConflictQuestion, by: Worker, clock: Clock) -> None:
    """Somebody who was not sure may work on the case after all: for who decides, never for oneself."""
    if question.worker_id == by.pk or not access.may_allocate(by, question.case):
        raise NotThere
    _settle(question=question, waits_as=Asked.UNSURE, state=Asked.CLEAR, by=by, clock=clock)


def _settle(*, question: ConflictQuestion, waits_as: Asked, state: Asked, by: Worker, clock: Clock) -> None:
    if where_asked(question.worker, question.case) is not waits_as:
        raise NotThere
    changed = ConflictQuestion.objects.filter(pk=question.pk, state=waits_as).update(
        state=state, blob=b"", answered_on=clock.today()
    )
    if not changed:
        raise NotThere
    _note(question, state, event=Event.CONFLICT_ANSWERED, by=by, clock=clock)


@transaction.atomic
def exclude_worker(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> None:
    """Keep a worker away from a case for good, ending any duty they had on it.

    For who decides, for oneself, and while a case is opened. A question not answered yet goes with
    it, and so does everything that was sealed to them about this case: they find no trace.
    """
    if by.pk != worker.pk and not access.may_send_away(by, worker, case):
        raise NotThere
    if by.pk == worker.pk and not _has_to_do_with(worker, case):
        raise NotThere
    bar_unchecked(case=case, worker=worker, by=by, clock=clock)


def bar_unchecked(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> None:
    """The bar itself, for acts that settled who may set it."""
    queries.current_allocations(case).filter(worker=worker).update(until_day=clock.today())
    ConflictQuestion.objects.filter(case=case, worker=worker).delete()
    NamedWorker.objects.filter(case=case, worker=worker).delete()
    LoneVisitCopy.objects.filter(visit__case=case, worker=worker).delete()
    for card in case.care_cards.all():
        card.copies.filter(worker=worker).delete()
    # An old agreement of two must not open a new bar (migration 0004 asks for one).
    AskedOfTwo.objects.filter(case=case, worker=worker).delete()
    Exclusion.objects.get_or_create(case=case, worker=worker, defaults={"set_on": clock.today()})
    note_end(case=case.pk, worker=worker.pk, by=by, clock=clock, event=Event.EXCLUSION_SET)


def _has_to_do_with(worker: Worker, case: Case) -> bool:
    asked = where_asked(worker, case) is not Asked.NOT_ASKED
    return worker.is_active and (asked or queries.current_allocations(case).filter(worker=worker).exists())
