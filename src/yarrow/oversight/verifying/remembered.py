"""What the record says of sealed rows, gathered in the one pass over it."""

from dataclasses import dataclass, field
from uuid import UUID

from yarrow.audit.terms import Event
from yarrow.audit.walk import Row
from yarrow.staff.marks import Marked

_SEALED = frozenset({Event.ENTRY_SEALED, Event.DROP_SEALED})
_TAKEN = Event.KEYS_TAKEN
_HANDED = frozenset(
    {Event.KEY_GIVEN, Event.GRANT_FULFILLED, Event.LET_IN_BY_RECOVERY, Event.ROOM_HANDED_ON, _TAKEN}
)


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Somebody was let in as they had been asked for: both events, with the marks they carry."""

    room: UUID
    worker: UUID
    asked: Marked
    given: Marked


@dataclass(slots=True)
class Remembered:
    """Digests by row, the last one counting; and of each room, whose keys were taken last.

    A million events are a few hundred megabytes of rows; so everything is kept as bytes.
    """

    sealed: dict[bytes, bytes] = field(default_factory=dict)
    """Of each sealed row, the number of its event in eight bytes, and the mark."""
    taken_out: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)
    batches: list[tuple[UUID, UUID, Marked]] = field(default_factory=list)
    standings: dict[UUID, bytes] = field(default_factory=dict)
    of_service: dict[bytes, str] = field(default_factory=dict)
    taken: dict[tuple[bytes, bytes], bool] = field(default_factory=dict)
    heads: set[bytes] = field(default_factory=set)
    asked: dict[tuple[bytes, bytes], Marked] = field(default_factory=dict)
    fulfilled: list[Fulfilled] = field(default_factory=list)

    def take_in(self, row: Row) -> None:
        """One event, in the order of writing."""
        event, subject = row.event, row.subject
        if event in _SEALED and subject is not None:
            self.sealed[subject.bytes] = row.number.to_bytes(8, "big") + row.digest
        elif event == Event.ENTRY_QUARANTINED and subject is not None:
            self.taken_out[row.chain.bytes, subject.bytes] = row.number.to_bytes(8, "big") + row.digest
        elif event == Event.ROOM_RESEALED and subject is not None:
            self.batches.append((row.chain, subject, Marked(row.number, row.digest)))
        elif event == Event.STANDING_ATTESTED:
            self.standings[row.chain] = row.digest
        elif event == Event.HEAD_SIGNED:
            self.heads.add(row.digest)
        elif event == Event.GRANT_ASKED and subject is not None:
            self.asked[row.chain.bytes, subject.bytes] = Marked(row.number, row.digest)
        elif event in _HANDED and subject is not None:
            self.taken[row.chain.bytes, subject.bytes] = event == _TAKEN
            if event == Event.GRANT_FULFILLED:
                asked = self.asked.pop((row.chain.bytes, subject.bytes), Marked())
                given = Marked(row.number, row.digest)
                self.fulfilled.append(Fulfilled(row.chain, subject, asked, given))
        elif row.digest:
            self.of_service[row.digest] = event
