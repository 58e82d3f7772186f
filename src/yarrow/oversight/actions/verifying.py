from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.oversight.models import Verification
from yarrow.oversight.terms import Outcome
from yarrow.oversight.verifying import Verdict
from yarrow.staff.queries import the_service


@transaction.atomic
def note_verification(*, verdict: Verdict, clock: Clock) -> Verification:
    """Keep how a run of ``audit_verify`` ended, for managers to see."""
    append(chain=the_service().pk, event=Event.RECORD_VERIFIED, actor=None, clock=clock)
    return Verification.objects.create(
        at=clock.now(),
        outcome=Outcome.WHOLE if verdict.is_whole else Outcome.BROKEN,
        events=verdict.events,
        rows=verdict.rows,
        heads=verdict.heads,
        faults=verdict.faults,
    )
