"""Taking a message back: one press, by anybody inside, without a key."""

from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms.models import Room
from yarrow.sending.access import room_with_messages
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.terms import Outcome, State
from yarrow.staff.models import Worker

from .settling import settle_row

_TOO_LATE = refused("LATE", N_("It is being handed over at this moment. It may have gone."))


@transaction.atomic
def take_back(*, room: Room, message_id: UUID, by: Worker, clock: Clock) -> Refused | None:
    """Delete what waits, so that it is never sent; pressed twice it is once.

    Refused only while the sender has it in hand. Raises NotThere for who is not inside, and for a
    message that never was of this room.
    """
    room_with_messages(by, room.pk)
    if MessageOutcome.objects.filter(pk=message_id, room=room).exists():
        return None
    row = QueuedMessage.objects.select_for_update(of=("self",)).filter(pk=message_id, room=room).first()
    if row is None:
        raise NotThere
    if row.state == State.CLAIMED:
        return _TOO_LATE
    settle_row(row=row, outcome=Outcome.TAKEN_BACK, actor=by.pk, clock=clock)
    return None


@transaction.atomic
def mark_news_seen(*, room: Room, by: Worker, clock: Clock) -> None:
    """A worker inside has read what became of the messages; the line on their first page goes."""
    room_with_messages(by, room.pk)
    rows = MessageOutcome.objects.filter(room=room, seen_on__isnull=True)
    if rows.update(seen_on=clock.today()):
        audit.append(chain=room.pk, event=Event.MESSAGES_SEEN, actor=by.pk, clock=clock)
