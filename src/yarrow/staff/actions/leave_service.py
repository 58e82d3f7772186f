from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.sealing.keys import digest, sign
from yarrow.staff.models import RosterEntry, Service, Worker, WorkerSession
from yarrow.staff.queries.roster import signed_words
from yarrow.staff.queries.service import service_signing_pair, the_service


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
    Worker.objects.filter(pk=worker.pk).update(is_active=False)
    worker.is_active = False
    WorkerSession.objects.filter(worker=worker).delete()
    service = the_service()
    entry = _closing_line(worker, service, clock)
    append(
        chain=service.id,
        event=Event.WORKER_LEFT,
        actor=by.pk,
        subject=worker.pk,
        digest=digest(signed_words(entry, service), bytes(entry.signature)),
        clock=clock,
    )
    return entry


def _closing_line(worker: Worker, service: Service, clock: Clock) -> RosterEntry:
    entry = RosterEntry(
        worker=worker,
        sealing_public=worker.sealing_public,
        signing_public=worker.signing_public,
        at=clock.now(),
        revoked_on=clock.today(),
    )
    entry.signature = sign(service_signing_pair(service).private, signed_words(entry, service))
    entry.save(force_insert=True)
    return entry
