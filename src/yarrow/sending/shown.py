"""What the pages say of messages: words from the room's own entries, and a code of what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.recorded import Recorded
from yarrow.rooms.models import Room

from .queries import outcomes_of, queue_of
from .terms import Outcome, State


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message as it stands in the room."""

    id: UUID
    words: str
    way: str
    to: str
    day: date
    hour: str
    state: str
    is_waiting: bool
    is_news: bool


def shown_messages(room: Room, recorded: Sequence[Recorded]) -> list[ShownMessage]:
    """Every message that was queued here, the newest first."""
    waiting = {row.pk: State(row.state) for row in queue_of(room)}
    outcomes = {pk: (Outcome(row.outcome), row.seen_on) for pk, row in outcomes_of(room).items()}
    facts = [each.fact for each in recorded if isinstance(each.fact, MessageQueued)]
    return [_shown(fact, waiting, outcomes) for fact in reversed(facts)]


def _shown(
    fact: MessageQueued, waiting: dict[UUID, State], outcomes: dict[UUID, tuple[Outcome, date | None]]
) -> ShownMessage:
    message = UUID(fact.message)
    state, (outcome, seen_on) = waiting.get(message), outcomes.get(message, (None, None))
    return ShownMessage(
        id=message,
        words=fact.words,
        way=gettext(fact.way.words),
        to=fact.value,
        day=fact.due_on,
        hour=fact.due_hour,
        state=_state(state, outcome),
        is_waiting=state is State.QUEUED,
        is_news=outcome in _NEWS and seen_on is None,
    )


_NEWS = frozenset({Outcome.NOT_SENT, Outcome.FAILED, Outcome.UNCLEAR})


def _state(state: State | None, outcome: Outcome | None) -> str:
    """Neither waiting nor done with: its row was taken away behind the back of the service."""
    if outcome is not None:
        return str(outcome.label)
    return str(state.label) if state is not None else gettext("Not known: tell the supervisor.")
