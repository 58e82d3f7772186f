"""What the tests of sending do again and again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from yarrow.config.families import Family
from yarrow.gate.facts.routes import RouteKind, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.outgoing.actions import Stopped
from yarrow.sending.actions import queue_message
from yarrow.sending.asking import Wanted
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.terms import Outcome

TODAY = date(2026, 3, 10)
ROUTE = SafeRoute(
    way=RouteKind.TEXT,
    value=LongText("07700 900123"),
    allowed=Answer.YES,
    days=tuple(Weekday),
    safe_from="09:00",
    safe_until="17:00",
    wordings=(Wording.REMINDER,),
    language=Language.ENGLISH,
    sender_name="Sam",
    shared_device=Answer.NO,
    confirmed_on=TODAY,
)
DUE = datetime(2026, 3, 12, 10, tzinfo=UTC)
WANTED = Wanted(wording=Wording.REMINDER, way=RouteKind.TEXT, days=1, due_at=DUE)


def queue(
    family: Family, *, part: str = "harmed", by: str = "", message: UUID | None = None, **changed: object
) -> QueuedMessage | Refused | Stopped | None:
    """Queue the reminder for the person of this room."""
    member = family.cast[by] if by else family.holder(part)
    return queue_message(
        room=family.rooms[part],
        message_id=message or new_id(),
        wanted=replace(WANTED, **changed),  # type: ignore[arg-type]  # what a test changes
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def queued(family: Family, **changed: object) -> QueuedMessage:
    """The same, where it must be queued."""
    row = queue(family, **changed)  # type: ignore[arg-type]  # what a test changes
    assert isinstance(row, QueuedMessage), row
    return row


def at(clock: FixedClock, moment: datetime) -> None:
    clock.move_to(moment)


def in_its_hour(clock: FixedClock) -> None:
    clock.move_to(DUE + timedelta(minutes=3))


def outcome_of(row: QueuedMessage) -> Outcome | None:
    found = MessageOutcome.objects.filter(pk=row.pk).first()
    return Outcome(found.outcome) if found else None


def why(answer: object) -> list[str]:
    assert isinstance(answer, Refused), answer
    return [reason.text for reason in answer.reasons]
