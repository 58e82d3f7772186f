"""New keys for a colleague whose passphrase and code are lost: two people vouch (security.md §5.4)."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, refused
from yarrow.kernel.words import N_
from yarrow.staff.models import RecoveryCode, RosterEntry, Worker, WorkerSession
from yarrow.staff.queries.freezing import could_lift
from yarrow.staff.queries.remembered import forget_lines_remembered
from yarrow.staff.queries.roster import UntrustedKey, trusted_sealing_public
from yarrow.staff.queries.service import the_service
from yarrow.staff.queries.standing import is_independent_of

from .roster import append_line
from .sealing_keys import KEY_COLUMNS, MadeKeys

_TWO = 2


@transaction.atomic
def replace_keys(*, made: MadeKeys, without_second_factor: bool, clock: Clock) -> None:
    """The worker's old keys are void and these are kept: from now on nothing is wrapped to them.

    Ends every session and takes the recovery code. The new keys count only once ``give_new_keys``
    has two signatures.
    """
    worker = made.worker
    worker.save(update_fields=KEY_COLUMNS)
    WorkerSession.objects.filter(worker=worker).delete()
    RecoveryCode.objects.filter(worker=worker).delete()
    if without_second_factor:
        Authenticator.objects.filter(user=worker).delete()
        _note(Event.SECOND_FACTOR_TAKEN, worker, clock)
    _note(Event.KEYS_MADE, worker, clock)


@transaction.atomic
def give_new_keys(*, line: RosterEntry, clock: Clock) -> Decision | RosterEntry:
    """Append the line that replaces a worker's keys, once two colleagues have signed it.

    Refuses when either is not here any more, frozen, or the worker themself, when these two do not
    count as two, and when the line and the worker's row disagree; also any signature that does not hold.
    """
    both = (line.signed_by_id, line.second_by_id)
    vouchers = {voucher for voucher in both if voucher is not None and voucher != line.worker_id}
    here = list(could_lift().filter(pk__in=vouchers))
    if len(here) != _TWO or not is_independent_of(here[0], here[1], clock):
        return refused("two_needed", N_("Two colleagues who work here now must both sign"))
    try:
        with transaction.atomic():
            append_line(line, the_service(), event=Event.KEYS_REPLACED, by=line.second_by_id, clock=clock)
            trusted_sealing_public(Worker.objects.get(pk=line.worker_id))
    except UntrustedKey:
        forget_lines_remembered()  # what was rolled back was never written
        return refused("not_signed", N_("The two signatures do not hold. Begin again."))
    return line


def _note(event: Event, worker: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=worker.pk, subject=worker.pk, clock=clock)
