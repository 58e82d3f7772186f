"""A code on its way to the one page that shows it, and news of an account to its worker."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.people.models import News, ShownOnce
from yarrow.people.terms import NewsKind, ShownKind
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.vouching import public_halves
from yarrow.sealing.wrap import unwrap_with, wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

WAITS = timedelta(days=1)


def keep_to_show(*, keyring: Keyring, kind: ShownKind, code: str, clock: Clock) -> ShownOnce:
    """Seal a code to whoever may read it; an earlier one of the kind goes. Part of the caller's act.

    Sealed to the key that their private half answers to, not to what a row says it is.
    """
    ShownOnce.objects.filter(worker_id=keyring.worker, kind=kind).delete()
    row = ShownOnce(id=new_id(), worker_id=keyring.worker, kind=kind, made_at=clock.now())
    row.blob = wrap_to(public_halves(keyring)[0], code.encode(), shown_context(row), pad_to=64)
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_shown(*, shown_id: UUID, keyring: Keyring, clock: Clock) -> tuple[ShownKind, str]:
    """The code, for this one view. Raises ``NotThere`` ever after, and for anybody else."""
    row = ShownOnce.objects.select_for_update().filter(pk=shown_id, worker_id=keyring.worker).first()
    if row is None:
        raise NotThere
    try:
        code = unwrap_with(keyring.sealing_private, bytes(row.blob), shown_context(row)).decode()
    except CannotOpen:
        raise NotThere from None
    ShownOnce.objects.filter(pk=row.pk).delete()
    audit.append(
        chain=the_service().id,
        event=Event.CODE_SHOWN,
        actor=keyring.worker,
        subject=keyring.worker,
        clock=clock,
    )
    return ShownKind(row.kind), code


def forget_old_codes(*, clock: Clock) -> int:
    """Clear away codes that nobody came to read; returns how many."""
    return ShownOnce.objects.filter(made_at__lt=clock.now() - WAITS).delete()[0]


def tell(*, worker: Worker, kind: NewsKind, clock: Clock) -> None:
    """Leave news for a worker about their account. Part of the caller's act, which audits."""
    News.objects.create(worker=worker, kind=kind, at=clock.now())


def read_news(*, worker: Worker, clock: Clock) -> int:
    """The worker says that they know; returns how much there was."""
    return News.objects.filter(worker=worker, read_at=None).update(read_at=clock.now())


def shown_context(row: ShownOnce) -> Context:
    """``ShownOnce.blob``: one code, for one reader."""
    return Context(
        deployment=the_service().id, table="shown_once", column="blob", row=row.id, room=row.worker_id
    )
