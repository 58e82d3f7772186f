from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from yarrow.audit.links import FIRST_PREVIOUS, head_message, link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.queries import daily_head, last_id, last_of
from yarrow.audit.terms import HEADS, Event
from yarrow.audit.verify import head_of_everything
from yarrow.kernel import look
from yarrow.kernel.clock import Clock

_DIGEST_SIZES = (0, 32)


def append(
    *,
    chain: UUID,
    event: Event,
    actor: UUID | None,
    clock: Clock,
    subject: UUID | None = None,
    digest: bytes | Callable[[int], bytes] = b"",
) -> AuditEvent:
    """Write down that something happened, as the next event of its chain (O-01).

    Part of the caller's transaction, so that an act and its event stand or fall together:
    ``TransactionManagementError`` outside one. ``ValueError`` for an event that is not a
    term, or a digest that is not SHA-256. ``actor`` is None when nobody is signed in.
    A digest may be worked out from the number that the event will have: a mark bound to its
    place cannot be written a second time further on.
    """
    _hold_chain(chain)
    before = last_of(chain)
    number = before.number + 1 if before else 1
    said = digest(number) if callable(digest) else digest
    if len(said) not in _DIGEST_SIZES:
        raise ValueError("a digest is 32 bytes, or none")
    entry = AuditEvent(
        chain=chain,
        number=number,
        at=clock.now(),
        actor=actor,
        event=Event(event).value,
        subject=subject,
        digest=said,
        previous=before.hash if before else FIRST_PREVIOUS,
    )
    entry.hash = link_of(entry)
    entry.save(force_insert=True)
    look.forget()
    return entry


@transaction.atomic
def sign_daily_head(*, day: date, sign: Callable[[bytes], bytes], clock: Clock) -> DailyHead:
    """Sign the head of everything written so far, for one day; a day once signed is left as it is.

    ``sign`` is the service's key at work (security.md §5.9). Signing twice is harmless
    because the night's tick may run again; what came later is under the next day's head.
    """
    _hold_everything()
    signed = daily_head(day)
    if signed is not None:
        return signed
    through = last_id()
    head = head_of_everything(through=through)
    signature = sign(head_message(day, head))
    append(chain=HEADS, event=Event.HEAD_SIGNED, actor=None, clock=clock, digest=head)
    return DailyHead.objects.create(day=day, through=through, head=head, signature=signature)


def _hold_chain(chain: UUID) -> None:
    """Keep every other writer out of this chain until the transaction ends, so no number is lost.

    SQLite has one writer at a time already (settings: IMMEDIATE).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit event belongs to the act's transaction")
    if connection.vendor == "postgresql":
        key = int.from_bytes(chain.bytes[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _hold_everything() -> None:
    """Wait until no event is half written: an id not yet committed would slip under the head later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_auditevent IN SHARE ROW EXCLUSIVE MODE")
