"""Who may come near a case at all: not barred, asked and clear, and on its list where it has one.

One condition for every read of a case and of its rooms, so that no page can forget a part of it
(security.md §5.8, R-15, R-35). Anything that is not said is a no.
"""

from django.db.models import Exists, OuterRef, Q

from yarrow.staff.models import Worker

from .counted import cases_cleared
from .deciding import barred_by_record
from .lists import kept_closely, on_its_list, there_by_its_list
from .models import Case, ConflictQuestion, Exclusion
from .terms import Asked


def near(worker: Worker, *, case: str = "") -> Q:
    """The condition on a row for its case being there for this worker; ``case`` is the row's way to it.

    One query for the worker's own answers: only those that they gave through this service count.
    """
    return Q(**{f"{case or 'pk'}__in": cases_cleared(worker)}) & reachable(worker, case=case)


def reachable(worker: Worker, *, case: str = "") -> Q:
    """The same without the question: neither barred, nor off the list of a closely kept case."""
    barred = Exclusion.objects.filter(case=OuterRef(case or "pk"), worker=worker)
    return ~Q(Exists(barred)) & there_by_its_list(worker, case=case)


def unanswered(worker: Worker, *, case: str = "") -> Q:
    """The condition on a row for this worker having been asked about its case, and not being clear."""
    asked = ConflictQuestion.objects.filter(case=OuterRef(case or "pk"), worker=worker)
    return Q(Exists(asked.exclude(state=Asked.CLEAR)))


def kept_from(case: Case | None) -> Q:
    """The condition on a worker for being kept from this case: barred, or not on its list.

    The bars and the lists of the record hold as well: whoever takes a row away, or puts one in, is kept
    from it all the same.
    """
    if case is None:
        return Q(pk__in=[])
    rows = Exclusion.objects.filter(case=case, worker=OuterRef("pk"))
    barred = Q(Exists(rows)) | Q(pk__in=barred_by_record(case.pk))
    if not kept_closely([case]):
        return barred
    return barred | ~Q(pk__in=on_its_list(case))
