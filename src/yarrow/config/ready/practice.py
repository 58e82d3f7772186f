"""Training and supervision of invented workers: recorded by one, confirmed by another."""

from datetime import date, timedelta

from yarrow.config.cast import Cast, Member
from yarrow.config.families import InventionRefused
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.practice.actions import attest, confirm
from yarrow.practice.models import Attestation
from yarrow.practice.rules import SUPERVISION_HOLDS_FOR
from yarrow.practice.terms import Basis, Subject
from yarrow.staff.models import Worker

TRAINED_BEFORE = timedelta(days=60)


def trained(
    worker: Worker,
    *,
    until: date,
    by: Member,
    second: Member,
    clock: Clock,
    subject: Subject = Subject.DVA_COMPETENT,
) -> Attestation:
    """Training in date until a day."""
    row = attest(
        worker=worker,
        subject=subject,
        on=min(until, clock.today() - TRAINED_BEFORE),
        until=until,
        basis=Basis.CERTIFICATE,
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )
    return _confirmed(row, second, clock)


def supervised(worker: Worker, *, on: date, by: Member, second: Member, clock: Clock) -> Attestation:
    """Case supervision that took place on a day, given by who recorded it."""
    row = attest(
        worker=worker,
        subject=Subject.SUPERVISION,
        on=on,
        until=on + SUPERVISION_HOLDS_FOR,
        basis=Basis.TOOK_PLACE,
        given_by=by.worker,
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )
    return _confirmed(row, second, clock)


def in_date(worker: Worker, cast: Cast, clock: Clock) -> None:
    """Both, for months to come: the supervisor records and the signing supervisor confirms."""
    by, second, today = cast["supervisor"], cast["signing_supervisor"], clock.today()
    supervised(worker, on=today - timedelta(days=14), by=by, second=second, clock=clock)
    trained(worker, until=today + timedelta(days=300), by=by, second=second, clock=clock)


def _confirmed(row: Attestation | Refused, second: Member, clock: Clock) -> Attestation:
    if isinstance(row, Refused):
        raise InventionRefused(row)
    said = confirm(attestation=row, by=second.worker, keyring=second.keyring, clock=clock)
    if isinstance(said, Refused):
        raise InventionRefused(said)
    return row


def waiting_for_a_second(worker: Worker, *, by: Member, clock: Clock) -> Attestation:
    """Training that one has recorded and nobody has confirmed."""
    today = clock.today()
    row = attest(
        worker=worker,
        subject=Subject.FACILITATION,
        on=today - TRAINED_BEFORE,
        until=today + timedelta(days=300),
        basis=Basis.CERTIFICATE,
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )
    if isinstance(row, Refused):
        raise InventionRefused(row)
    return row
