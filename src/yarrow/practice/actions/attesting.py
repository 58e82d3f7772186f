"""Recording what a worker is trained in, or that they were supervised: two people, both sign (E5, E6)."""

from datetime import date

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.practice import access
from yarrow.practice.models import Attestation
from yarrow.practice.rules import days_make_sense, observed_until
from yarrow.practice.signed import COUNTS, confirmed_words, recorded_words, says
from yarrow.practice.terms import Basis, Subject
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

_ALREADY = refused("PRACTICE", N_("Somebody has confirmed this already."))
_GIVER_SIGNS = refused(
    "PRACTICE",
    N_(
        "Who gave the supervision must sign it, as one of the two, and this colleague cannot. Choose who "
        "gave it, or let them record it themselves."
    ),
    field="given_by",
)
_SEEN_AGAIN = refused("PRACTICE", N_("Work that was seen counts for a year at the most."), field="until")
_BY_ANOTHER = refused("PRACTICE", N_("Nobody gives supervision to themselves."), field="given_by")


@transaction.atomic
def attest(
    *,
    worker: Worker,
    subject: Subject,
    on: date,
    until: date,
    basis: Basis,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    given_by: Worker | None = None,
) -> Attestation | Refused:
    """The first of two records it and signs. It counts for nothing until somebody else confirms it.

    Raises ``NotThere`` for who may not record this worker's practice, which for guests and specialists
    is everybody but themselves. Refuses days that make no sense (``rules.days_make_sense``), and supervision
    by a colleague who neither records it nor could confirm it.
    """
    if not access.may_record(by, worker):
        raise NotThere
    if given_by is not None and given_by.pk == worker.pk:
        return _BY_ANOTHER
    if given_by is not None and not access.can_be_signed_by(given_by, worker=worker, by=by):
        return _GIVER_SIGNS
    is_supervision = subject == Subject.SUPERVISION
    if subject == Subject.OBSERVED and until > observed_until(on):
        return _SEEN_AGAIN
    sense = days_make_sense(on=on, until=until, today=clock.today(), is_supervision=is_supervision)
    if isinstance(sense, Refused):
        return sense
    row = Attestation(
        id=new_id(), worker=worker, subject=subject, on=on, until=until, basis=basis, given_by=given_by, by=by
    )
    row.at = clock.now()
    row.signature = sign(keyring.signing_private, recorded_words(row))
    row.save(force_insert=True)
    event = Event.SUPERVISION_RECORDED if is_supervision else Event.COMPETENCE_RECORDED
    audit.append(chain=the_service().id, event=event, actor=by.pk, subject=worker.pk, clock=clock)
    return row


@transaction.atomic
def confirm(*, attestation: Attestation, by: Worker, keyring: Keyring, clock: Clock) -> Decision:
    """The second of two has looked for themselves, and signs; from now on it counts.

    Raises ``NotThere`` for who may not be the second, and where it was taken back. Refuses who recorded
    it, whom it is about (but for supervision), and who is not independent of the first.
    """
    row = _standing(attestation)
    if not access.may_be_second(by, row):
        raise NotThere
    if row.second_id is not None:
        return _ALREADY
    if isinstance(apart := access.second_is_apart(by, row, clock), Refused):
        return apart
    row.second, row.second_at = by, clock.now()
    row.second_signature = sign(keyring.signing_private, confirmed_words(row))
    row.save(update_fields=["second", "second_at", "second_signature"])
    chain = the_service().id
    audit.append(
        chain=chain,
        event=Event.ATTESTATION_CONFIRMED,
        actor=by.pk,
        subject=row.pk,
        clock=clock,
        digest=mark_of(COUNTS, chain=chain, subject=row.pk, says=says(row)),
    )
    return Allowed()


@transaction.atomic
def withdraw(*, attestation: Attestation, by: Worker, clock: Clock) -> None:
    """Take it back at once; one person is enough, and no reason is owed. To count again takes two.

    Confirmed training is taken back with every other record of the same subject: an older certificate
    must not step in for the one that was found wanting. Raises ``NotThere`` for who may not.
    """
    row = _standing(attestation)
    if not access.may_withdraw(by, row):
        raise NotThere
    standing = Attestation.objects.select_for_update().filter(withdrawn_at=None)
    with_it = standing.filter(pk=row.pk)
    if row.second_id is not None and row.subject != Subject.SUPERVISION:
        with_it |= standing.filter(worker=row.worker_id, subject=row.subject)
    for each in list(with_it):
        Attestation.objects.filter(pk=each.pk).update(withdrawn_by=by, withdrawn_at=clock.now())
        audit.append(
            chain=the_service().id,
            event=Event.ATTESTATION_WITHDRAWN,
            actor=by.pk,
            subject=each.pk,
            clock=clock,
        )


def _standing(attestation: Attestation) -> Attestation:
    found = Attestation.objects.select_for_update().filter(pk=attestation.pk, withdrawn_at=None).first()
    if found is None:
        raise NotThere
    return found
