"""What the sender writes: that it has a message in hand, and what became of it. No key, and no word."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.sending.models import MessageOutcome, QueuedMessage, SenderSeen
from yarrow.sending.terms import BETWEEN_TRIES, UNCLEAR_AFTER, Outcome, State


@transaction.atomic
def claim(*, message_id: UUID, clock: Clock) -> QueuedMessage | None:
    """Take one due message in hand, before anything of it is opened; None where another sender has it.

    From here on it is never handed over by anybody else, whatever happens to this process.
    """
    now = clock.now()
    due = Q(not_before__isnull=True) | Q(not_before__lte=now)
    waits = QueuedMessage.objects.filter(due, pk=message_id, state=State.QUEUED, due_at__lte=now)
    if waits.update(state=State.CLAIMED, claimed_at=now) != 1:
        return None
    row = QueuedMessage.objects.select_related("room__case").get(pk=message_id)
    audit.append(chain=row.room_id, event=Event.MESSAGE_IN_HAND, actor=None, subject=row.pk, clock=clock)
    return row


@transaction.atomic
def settle(*, message_id: UUID, outcome: Outcome, clock: Clock) -> None:
    """Say what became of a claimed message, and delete it. What is known for sure replaces a "may be"."""
    row = QueuedMessage.objects.filter(pk=message_id, state=State.CLAIMED).first()
    if row is not None:
        settle_row(row=row, outcome=outcome, actor=None, clock=clock)
    elif outcome is Outcome.SENT:
        unclear = MessageOutcome.objects.filter(pk=message_id, outcome=Outcome.UNCLEAR).first()
        if unclear is not None:
            unclear.outcome = outcome
            unclear.save(update_fields=["outcome"])
            _note(unclear.room_id, message_id, None, clock)


@transaction.atomic
def put_back(*, message_id: UUID, clock: Clock) -> None:
    """The gateway certainly took nothing: the message waits a little and is tried again."""
    rows = QueuedMessage.objects.filter(pk=message_id, state=State.CLAIMED)
    row = rows.first()
    if row is None:
        return
    rows.update(
        state=State.QUEUED, claimed_at=None, tries=F("tries") + 1, not_before=clock.now() + BETWEEN_TRIES
    )
    audit.append(chain=row.room_id, event=Event.MESSAGE_PUT_BACK, actor=None, subject=row.pk, clock=clock)


@transaction.atomic
def give_up_fallen(*, clock: Clock, after: timedelta = UNCLEAR_AFTER) -> int:
    """What a sender had in hand when it fell over: it may have gone, and is not sent again. How many."""
    fallen = QueuedMessage.objects.select_for_update(of=("self",)).filter(
        state=State.CLAIMED, claimed_at__lte=clock.now() - after
    )
    rows = list(fallen)
    for row in rows:
        settle_row(row=row, outcome=Outcome.UNCLEAR, actor=None, clock=clock)
    return len(rows)


@transaction.atomic
def note_alive(*, clock: Clock, looks: int = 0) -> int:
    """That a sender is looking at the queue; the number of this look, higher than ``looks``."""
    seen, _fresh = SenderSeen.objects.select_for_update().get_or_create(
        only=1, defaults={"at": clock.now(), "looks": looks}
    )
    seen.at, seen.looks = clock.now(), max(seen.looks, looks) + 1
    seen.save(update_fields=["at", "looks"])
    return seen.looks


@transaction.atomic
def close_all(*, clock: Clock) -> int:
    """The database was put back: nobody here knows what was taken back or withdrawn since. How many."""
    rows = list(QueuedMessage.objects.select_for_update(of=("self",)).filter(state=State.QUEUED))
    for row in rows:
        settle_row(row=row, outcome=Outcome.NOT_SENT, actor=None, clock=clock)
    return len(rows)


def settle_row(*, row: QueuedMessage, outcome: Outcome, actor: UUID | None, clock: Clock) -> None:
    """Write what became of it and delete the row, in the caller's transaction. What was sent stays sent."""
    was = MessageOutcome.objects.filter(pk=row.pk).first()
    if was is None or was.outcome != Outcome.SENT:
        MessageOutcome.objects.update_or_create(
            id=row.pk, defaults={"room_id": row.room_id, "outcome": outcome, "on": clock.today()}
        )
    QueuedMessage.objects.filter(pk=row.pk).delete()
    _note(row.room_id, row.pk, actor, clock)


def _note(room: UUID, message: UUID, actor: UUID | None, clock: Clock) -> None:
    audit.append(chain=room, event=Event.MESSAGE_SETTLED, actor=actor, subject=message, clock=clock)
