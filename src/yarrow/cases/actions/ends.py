from uuid import UUID

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.deciding import BAR, ENDED
from yarrow.cases.models import Case
from yarrow.kernel.clock import Clock
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker


def note_end(
    *, case: UUID, worker: UUID, by: Worker, clock: Clock, event: Event = Event.ALLOCATION_ENDED
) -> None:
    """Note that a worker's duties on a case are over, with the service's mark of it.

    Hazard: without the mark anybody who writes to the database could say that nobody decides here.
    """
    made = mark_of(ENDED, chain=case, subject=worker, says=())
    audit.append(chain=case, event=event, actor=by.pk, subject=worker, digest=made, clock=clock)


def note_bar_lifted(*, case: Case, worker: UUID, by: Worker, clock: Clock) -> None:
    """Note that two supervisors let somebody near again: without this mark the bar stays in force."""
    made = mark_of(BAR, chain=case.pk, subject=worker, says=())
    event = Event.EXCLUSION_LIFTED
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=worker, digest=made, clock=clock)
