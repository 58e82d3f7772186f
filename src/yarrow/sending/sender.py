"""The sender: a process of its own, with its own key and no other.

For each due message: take it in hand, note it outside the database, open it, ask everything once more,
hand it over, say what became of it. Whatever goes wrong before the handing over: it is not sent. Whatever
goes wrong after it: it may have been sent, and is not sent again.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yarrow.kernel.clock import Clock
from yarrow.sealing.keys import has_signed
from yarrow.sealing.sender_key import SenderKey
from yarrow.sealing.wrap import unwrap_with

from .actions import claim, close_all, give_up_fallen, note_alive, put_back, settle
from .gateways.interface import Gateway, NotTaken, Outgoing
from .journal import Journal
from .message.content import Content, message_context, signed_bytes
from .message.finished import digest_of_finished, finished_words
from .models import QueuedMessage
from .queries import around, looks_so_far, was_settled
from .rules import Signed, may_go
from .terms import TRIES, Outcome, State

_LOG = logging.getLogger(__name__)
_AT_ONCE = 200


class _Closed(Exception):
    """Something said no, or could not be read: it is not sent. Carries no detail, for that would be words."""


@dataclass(frozen=True, slots=True)
class Sender:
    """One running sender."""

    deployment: UUID
    key: SenderKey
    gateways: Sequence[Gateway]
    journal: Journal
    clock: Clock

    def look(self) -> Counter[Outcome]:
        """Send what is due, and say what became of each; once, over the whole queue."""
        counted: Counter[Outcome] = Counter()
        remembered = self.journal.looks()
        if looks_so_far() < remembered:
            counted[Outcome.NOT_SENT] += close_all(clock=self.clock)
        self.journal.note_looks(note_alive(clock=self.clock, looks=remembered))
        counted[Outcome.UNCLEAR] += give_up_fallen(clock=self.clock)
        for message in self._due():
            outcome = self._one(message)
            if outcome is not None:
                counted[outcome] += 1
        self.journal.tidy(self.clock.now())
        return counted

    def _due(self) -> list[UUID]:
        rows = QueuedMessage.objects.filter(state=State.QUEUED, due_at__lte=self.clock.now())
        return list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:_AT_ONCE])

    def _one(self, message: UUID) -> Outcome | None:
        """One message, apart from the others: what fails here keeps none of them waiting."""
        try:
            row = claim(message_id=message, clock=self.clock)
            if row is None:
                return None
            outcome = self._in_hand(row)
            if outcome is None:
                put_back(message_id=message, clock=self.clock)
            else:
                settle(message_id=message, outcome=outcome, clock=self.clock)
        except Exception:  # noqa: BLE001  # what is in hand and unsettled is given up as unclear later
            _LOG.error("a message could not be settled: %s", message)  # a trace holds words
            return None
        return outcome

    def _in_hand(self, row: QueuedMessage) -> Outcome | None:
        """What became of it; None where it is to be tried again. Never raises after the handing over."""
        if not self.journal.take(row.pk):
            return Outcome.UNCLEAR  # it was in hand before: the database was put back, or somebody put it in
        try:
            gateway, finished = self._asked(row)
        except Exception:  # noqa: BLE001  # whatever it is, it is a no
            return Outcome.NOT_SENT
        try:
            gateway.hand_over(finished)
        except NotTaken as not_taken:
            return self._not_taken(row, not_taken)
        except Exception:  # noqa: BLE001  # nobody knows whether it went
            return Outcome.UNCLEAR
        return Outcome.SENT

    def _asked(self, row: QueuedMessage) -> tuple[Gateway, Outgoing]:
        """Everything once more, of the row as it now stands; raises for anything that is not a yes."""
        now = self.clock.now()
        row = QueuedMessage.objects.select_related("room__case").get(pk=row.pk)
        room, content = row.room, self._opened(row)
        signed = Signed(row.due_at, row.expires_at, row.holds, row.stops, row.seen)
        if row.state != State.CLAIMED or was_settled(row):
            raise _Closed
        if not may_go(content, signed, around(room, now), now):
            raise _Closed
        gateway = next((each for each in self.gateways if each.carries(content.way)), None)
        if gateway is None or digest_of_finished(content) != content.digest:
            raise _Closed
        words = finished_words(content)
        return gateway, Outgoing(row.pk, content.way, content.to, words.subject, words.body, content.signed)

    def _opened(self, row: QueuedMessage) -> Content:
        if not has_signed(self.key.trusts, signed_bytes(self.deployment, row), bytes(row.signature)):
            raise _Closed
        place = message_context(self.deployment, row.room_id, row.pk)
        return Content.from_bytes(unwrap_with(self.key.pair.private, bytes(row.blob), place))

    def _not_taken(self, row: QueuedMessage, not_taken: NotTaken) -> Outcome | None:
        if not not_taken.again or row.tries + 1 >= TRIES:
            return Outcome.FAILED
        self.journal.certainly_not(row.pk)
        return None
