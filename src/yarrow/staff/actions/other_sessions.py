"""Ending what is open elsewhere."""

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker, WorkerSession
from yarrow.staff.queries.service import the_service


@transaction.atomic
def end_other_sessions(*, worker: Worker, session_key: str | None, clock: Clock) -> int:
    """Sign this worker out everywhere but here; answers how many sessions that ended."""
    ended, _ = WorkerSession.objects.filter(worker=worker).exclude(session_key=session_key).delete()
    append(chain=the_service().id, event=Event.SESSION_ENDED, actor=worker.pk, subject=worker.pk, clock=clock)
    return ended
