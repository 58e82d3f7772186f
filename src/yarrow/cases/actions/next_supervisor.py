"""A case on which nobody decides any more gets its next supervisor by rule, so that it waits for nobody.

Where lead and supervisor both know the family, or have both left, nobody could bring anybody in. The
rule names the next one, without anybody choosing: so nobody must be told who is barred, and nobody
who steps back picks who follows.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from yarrow.cases.conflicts import clean_names, colleagues_to_choose, where_asked
from yarrow.cases.counted import ANSWER
from yarrow.cases.deciding import busy_by_record, nobody_has, say_what_is_missing
from yarrow.cases.models import Allocation, Case, ConflictQuestion
from yarrow.cases.queries import undecided_cases, workers_on
from yarrow.cases.rules import goes_with
from yarrow.cases.terms import Asked, Duty
from yarrow.kernel.apart import each_apart
from yarrow.kernel.clock import Clock
from yarrow.staff.marks import newest_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen
from yarrow.staff.queries.posts import has_their_post
from yarrow.staff.terms import Post

from .conflicts import ask_unchecked
from .process import allocate_unchecked


@transaction.atomic
def name_next_supervisor(
    *, case: Case, names: Sequence[str], clock: Clock, leaving: Worker | None = None
) -> Worker | None:
    """Put the next supervisor on a case that nobody but ``leaving`` decides on; None where somebody does.

    They are asked with ``names`` alone, or where nobody can give one with the case's number, and the
    case is not there for them before their own answer. None as well where there is nobody: managers
    then see that such a case is there. Who may is settled by whoever calls.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    found = _next(case, leaving) if _nobody_decides(case, leaving) else None
    if found is None:
        return None
    asked_with = clean_names(names) or (f"({case.reference})",)
    by = leaving or found
    ask_unchecked(case=case, worker=found, names=asked_with, by=by, clock=clock)
    allocate_unchecked(case=case, worker=found, duty=Duty.SUPERVISOR, by=by, clock=clock)
    return found


def _nobody_decides(case: Case, leaving: Worker | None) -> bool:
    if any(each != leaving for each in workers_on(case, Duty.LEAD, Duty.SUPERVISOR)):
        return False
    if nobody_has(case, Duty.LEAD, Duty.SUPERVISOR, but=leaving.pk if leaving else None):
        return True
    say_what_is_missing(case)
    return False


def _next(case: Case, leaving: Worker | None) -> Worker | None:
    """Who supervises the fewest cases, then by sign-in name: nothing of it tells who is barred."""
    taken = {row.worker_id for row in case.allocations.filter(until_day__isnull=True) if not _goes(row)}
    found = list(_candidates(case))
    busy = busy_by_record([worker.pk for worker in found])
    for worker in sorted(found, key=lambda each: (busy[each.pk], each.username)):
        if worker.pk not in taken and worker != leaving and _may_be_named(worker, case):
            return worker
    return None


def _may_be_named(worker: Worker, case: Case) -> bool:
    """In the post that was vouched for, not frozen, and no answer of theirs stands in the way or is gone."""
    asked = newest_of(ANSWER, chains=[case.pk], subjects=[worker.pk])
    is_settled = not asked or where_asked(worker, case) in {Asked.ASKED, Asked.CLEAR}
    return is_settled and has_their_post(worker) and not is_frozen(worker)


def _goes(row: Allocation) -> bool:
    return goes_with(Duty.SUPERVISOR, frozenset({Duty(row.duty)}))


def _candidates(case: Case) -> QuerySet[Worker]:
    unsure = ConflictQuestion.objects.filter(case=case, worker=OuterRef("pk"), state=Asked.UNSURE)
    return colleagues_to_choose(case).filter(post=Post.SUPERVISOR).exclude(Exists(unsure))


def name_supervisors_where_none(*, clock: Clock) -> int:
    """The same for every case on which nobody decides; the nightly tick does it. Returns how many."""
    done = each_apart(
        (f"a case without a supervisor, {number}", _naming(case, clock))
        for number, case in enumerate(undecided_cases().values_list("pk", flat=True), 1)
    )
    return sum(done.values())


def _naming(case: UUID, clock: Clock) -> Callable[[], int]:
    def name() -> int:
        named = name_next_supervisor(case=Case.objects.get(pk=case), names=(), clock=clock)
        return int(named is not None)

    return name
