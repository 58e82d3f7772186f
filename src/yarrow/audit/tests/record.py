"""An invented record: two rooms and the clock that wrote them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import digest

MORNING = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
WORKER = new_id()
EVENTS = (Event.ROOM_OPENED, Event.ENTRY_SEALED, Event.ROOM_READ, Event.STANDING_ATTESTED, Event.DROP_SEALED)


def a_chain(length: int = 5) -> UUID:
    """A chain of this many events, a minute apart."""
    chain, clock = new_id(), FixedClock(MORNING)
    for number in range(length):
        with transaction.atomic():
            append(
                chain=chain,
                event=EVENTS[number % len(EVENTS)],
                actor=WORKER if number else None,
                clock=clock,
                subject=new_id() if number % 2 else None,
                digest=digest(bytes([number])) if number % 3 else b"",
            )
        clock.move_to(clock.now() + timedelta(minutes=1))
    return chain


def event_at(chain: UUID, number: int) -> AuditEvent:
    """One event of a chain."""
    return AuditEvent.objects.get(chain=chain, number=number)
