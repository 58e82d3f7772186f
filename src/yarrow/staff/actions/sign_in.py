"""What signing in and out leaves behind: an audit row, and no more sessions than allowed."""

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker, WorkerSession
from yarrow.staff.queries.service import the_service

from .devices import _renew_device

MOST_SESSIONS = 2
"""security.md §5.3.4: a desk and a tablet; a third is more likely somebody else."""


@transaction.atomic
def note_signed_in(*, worker: Worker, session_key: str | None, device: str, clock: Clock) -> str:
    """Audit the sign-in and end the worker's oldest sessions beyond two.

    ``device`` is what the browser brought to be known by, empty when nothing; answers what it
    brings next time.
    """
    others = WorkerSession.objects.filter(worker=worker).exclude(session_key=session_key)
    newest_first = others.order_by("-expire_date").values_list("session_key", flat=True)
    too_many = list(newest_first[MOST_SESSIONS - 1 :])
    WorkerSession.objects.filter(session_key__in=too_many).delete()
    _note(Event.SIGNED_IN, worker, clock)
    return _renew_device(worker=worker, token=device, clock=clock)


@transaction.atomic
def note_code_refused(*, worker: Worker, clock: Clock) -> None:
    """Audit a wrong or already used code after a right passphrase."""
    append(chain=the_service().id, event=Event.SIGN_IN_REFUSED, actor=None, subject=worker.id, clock=clock)


@transaction.atomic
def note_unlocked(*, worker: Worker, clock: Clock) -> None:
    """Audit that a worker opened their keys again without signing in anew."""
    _note(Event.UNLOCKED, worker, clock)


@transaction.atomic
def note_proved(*, worker: Worker, clock: Clock) -> None:
    """Audit that a worker gave passphrase and second factor again, for an act that asks them."""
    _note(Event.PROVED_AGAIN, worker, clock)


@transaction.atomic
def note_sign_out(*, worker: Worker, clock: Clock) -> None:
    """Audit that a worker signed out."""
    _note(Event.SIGNED_OUT, worker, clock)


@transaction.atomic
def note_exit(*, worker: Worker, clock: Clock) -> None:
    """Audit that a worker left the page in a hurry: somebody may have been looking."""
    _note(Event.EXIT_PRESSED, worker, clock)


def _note(event: Event, worker: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=worker.id, subject=worker.id, clock=clock)
