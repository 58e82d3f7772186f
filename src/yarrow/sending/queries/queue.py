"""What waits, what became of it, and whether the sender is alive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.rooms.models import Room
from yarrow.rooms.queries import rooms_held_by
from yarrow.sending.models import MessageOutcome, QueuedMessage, SenderSeen
from yarrow.sending.terms import Outcome, State
from yarrow.staff.models import Worker

ALIVE_FOR = timedelta(minutes=10)
"""A sender looks every minute; after this long its silence is worth a look."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages wait, and how many of them are past their hour."""

    queued: int
    late: int


@dataclass(frozen=True, slots=True)
class News:
    """That something became of messages of a room, for the worker to look at there."""

    room: UUID
    number: int


def queue_of(room: Room) -> QuerySet[QueuedMessage]:
    """What waits for the person of this room, the next first."""
    return room.queued_messages.order_by("due_at", "id")


def outcomes_of(room: Room) -> dict[UUID, MessageOutcome]:
    """What became of each message of this room, by its id."""
    return {each.pk: each for each in room.message_outcomes.all()}


def news_for(worker: Worker) -> Sequence[News]:
    """The rooms of this worker in which a message was not sent, or may have been, and nobody has looked."""
    told = ~Q(outcome__in=[Outcome.SENT, Outcome.TAKEN_BACK])
    mine = rooms_held_by(worker).order_by().values("pk")
    rows = MessageOutcome.objects.filter(told, seen_on__isnull=True, room__in=mine)
    counted = rows.values_list("room").annotate(number=Count("id")).order_by("room")
    return [News(room, number) for room, number in counted]


def queued_counts(now: datetime) -> Waiting:
    """Of the whole service; it names no room."""
    rows = QueuedMessage.objects.filter(state=State.QUEUED)
    return Waiting(queued=rows.count(), late=rows.filter(due_at__lte=now - ALIVE_FOR).count())


def last_seen() -> datetime | None:
    """When a sender last looked at the queue; none ever: None."""
    return SenderSeen.objects.values_list("at", flat=True).first()


def is_sender_alive(now: datetime) -> bool:
    """Whether one looked at the queue in the last minutes."""
    seen = last_seen()
    return seen is not None and now - seen <= ALIVE_FOR


def looks_so_far() -> int:
    """How often a sender has looked at this queue; 0 where none did."""
    return SenderSeen.objects.values_list("looks", flat=True).first() or 0


def was_settled(row: QueuedMessage) -> bool:
    """Whether the record says that something became of this message: a row that came back is not sent.

    By the record and not by its outcome, which whoever writes to the database takes away in one line.
    """
    settled = AuditEvent.objects.filter(chain=row.room_id, event=Event.MESSAGE_SETTLED, subject=row.pk)
    return settled.exists() or MessageOutcome.objects.filter(pk=row.pk).exists()
