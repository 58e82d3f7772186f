"""The rows of a closely kept case's list, each with the service's mark of it (``cases.lists``)."""

from collections.abc import Collection

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.lists import LISTED, OPEN_AGAIN, everybody_ever_listed
from yarrow.cases.models import Case, NamedWorker
from yarrow.cases.terms import Closeness
from yarrow.kernel.clock import Clock
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker


def begin_list(*, case: Case, workers: Collection[Worker], by: Worker, clock: Clock) -> None:
    """Keep the case closely from now on, with these people on its list and nobody else."""
    NamedWorker.objects.filter(case=case).exclude(worker__in=workers).delete()
    event = Event.CASE_KEPT_CLOSELY
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=case.pk, clock=clock)
    for worker in workers:
        put_on_list(case=case, worker=worker, by=by, clock=clock)
    # Last: in that moment the database takes the emergency cards of everybody off the list away.
    Case.objects.filter(pk=case.pk).update(closeness=Closeness.NAMED_ONLY)
    case.closeness = Closeness.NAMED_ONLY


def put_on_list(*, case: Case, worker: Worker, by: Worker, clock: Clock) -> None:
    """Put one more on it; a row that somebody put in behind our back becomes a true one."""
    NamedWorker.objects.get_or_create(case=case, worker=worker)
    made = mark_of(LISTED, chain=case.pk, subject=worker.pk, says=())
    event = Event.WORKER_LISTED
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=worker.pk, digest=made, clock=clock)


def end_list(*, case: Case, by: Worker, clock: Clock) -> None:
    """Keep the case no more closely than others, and end everybody's place on its list.

    Also of whose row is gone: put back after the next list began, it must not count.
    """
    for worker in everybody_ever_listed(case):
        event = Event.WORKER_UNLISTED
        audit.append(chain=case.pk, event=event, actor=by.pk, subject=worker, clock=clock)
    NamedWorker.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(closeness=Closeness.ORDINARY)
    made = mark_of(OPEN_AGAIN, chain=case.pk, subject=case.pk, says=())
    event = Event.CASE_OPENED_AGAIN
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=case.pk, digest=made, clock=clock)
