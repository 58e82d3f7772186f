"""New keys for a colleague whose passphrase and code are lost: two people vouch (security.md §5.4)."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, Refused, refused
from yarrow.kernel.words import N_
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import RecoveryCode, RosterEntry, Worker, WorkerSession
from yarrow.staff.queries.freezing import could_lift
from yarrow.staff.queries.roster import UntrustedKey, signed_words, trusted_sealing_public
from yarrow.staff.queries.service import the_service
from yarrow.staff.rules import passphrase_is_good_enough

from .enrol_worker import PassphraseTooWeak
from .roster import append_line
from .sealing_keys import KEY_COLUMNS, fresh_keys, seal_under_passphrase

_TWO = 2


@transaction.atomic
def replace_keys(*, worker: Worker, passphrase: str, without_second_factor: bool, clock: Clock) -> Keyring:
    """The worker's old keys are void and new ones made: from now on nothing is wrapped to them.

    Ends every session and takes the recovery code. The new keys count only once ``give_new_keys``
    has two signatures. Raises ``PassphraseTooWeak``.
    """
    if isinstance(passphrase_is_good_enough(passphrase, username=worker.username), Refused):
        raise PassphraseTooWeak
    keyring = fresh_keys(worker)
    seal_under_passphrase(worker=worker, keyring=keyring, passphrase=passphrase, service=the_service())
    worker.save(update_fields=KEY_COLUMNS)
    WorkerSession.objects.filter(worker=worker).delete()
    RecoveryCode.objects.filter(worker=worker).delete()
    if without_second_factor:
        Authenticator.objects.filter(user=worker).delete()
        _note(Event.SECOND_FACTOR_TAKEN, worker, clock)
    _note(Event.KEYS_MADE, worker, clock)
    return keyring


@transaction.atomic
def give_new_keys(*, line: RosterEntry, clock: Clock) -> Decision | RosterEntry:
    """Append the line that replaces a worker's keys, once two colleagues have signed it.

    Refuses when either is not here any more, frozen, or the worker themself, and when the line and
    the worker's row disagree; also any signature that does not hold.
    """
    both = (line.signed_by_id, line.second_by_id)
    vouchers = {voucher for voucher in both if voucher is not None and voucher != line.worker_id}
    if could_lift().filter(pk__in=vouchers).count() != _TWO:
        return refused("two_needed", N_("Two colleagues who work here now must both sign"))
    service = the_service()
    try:
        with transaction.atomic():
            append_line(line, service)
            trusted_sealing_public(Worker.objects.get(pk=line.worker_id))
    except UntrustedKey:
        return refused("not_signed", N_("The two signatures do not hold. Begin again."))
    append(
        chain=service.id,
        event=Event.KEYS_REPLACED,
        actor=line.second_by_id,
        subject=line.worker_id,
        digest=digest(signed_words(line, service), bytes(line.signature), bytes(line.second_signature)),
        clock=clock,
    )
    return line


def _note(event: Event, worker: Worker, clock: Clock) -> None:
    append(chain=the_service().id, event=event, actor=worker.pk, subject=worker.pk, clock=clock)
