from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.staff.models import Freeze, RecoveryCode, RosterEntry, Worker, WorkerSession
from yarrow.staff.queries.service import the_service

from .roster import append_line


@transaction.atomic
def leave_service(*, worker: Worker, by: Worker, clock: Clock) -> RosterEntry | None:
    """End a worker's time here at once: no sign-in, no session, and nothing more is wrapped to them.

    Their name stays on what they wrote. The rooms they held must be given new keys: that is the
    act of ``rooms``, called with this one. Nothing happens twice: for somebody who has already
    left the answer is ``None``.
    """
    standing = Worker.objects.select_for_update().get(pk=worker.pk)
    if not standing.is_active:
        return None
    # Their own sealed keys go too: with a copy of tonight's database and the passphrase they open nothing.
    Worker.objects.filter(pk=worker.pk).update(is_active=False, secrets_sealed=b"")
    RecoveryCode.objects.filter(worker=worker).delete()
    worker.is_active = False
    WorkerSession.objects.filter(worker=worker).delete()
    return append_line(
        _closing_line(worker, clock), the_service(), event=Event.WORKER_LEFT, by=by.pk, clock=clock
    )


@transaction.atomic
def void_newcomer(*, worker: Worker, by: Worker, clock: Clock) -> Decision:
    """Take away the row of a newcomer for whom nobody has vouched: their figures were not the same.

    Nothing was ever wrapped to them and they wrote nothing. Refuses anybody who is in the roster.
    """
    standing = Worker.objects.select_for_update().get(pk=worker.pk)
    if RosterEntry.objects.filter(worker=standing).exists():
        return refused("in_the_roster", N_("A colleague has vouched for them already"))
    RecoveryCode.objects.filter(worker=standing).delete()
    Freeze.objects.filter(worker=standing).delete()
    subject = standing.pk
    standing.delete()
    append(chain=the_service().id, event=Event.NEWCOMER_VOIDED, actor=by.pk, subject=subject, clock=clock)
    return Allowed()


def _closing_line(worker: Worker, clock: Clock) -> RosterEntry:
    return RosterEntry(
        worker=worker,
        sealing_public=worker.sealing_public,
        signing_public=worker.signing_public,
        at=clock.now(),
        revoked_on=clock.today(),
    )
