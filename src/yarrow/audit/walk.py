"""One pass over the whole record, from the first event to the last.

It keeps one link for each chain and nothing else, so a million events need the memory of the rooms
they are about. Events are read some thousands at a time: no reader holds up the log of the database.
"""

from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from yarrow.audit.links import FIRST_PREVIOUS, framed_tip, head_of_framed, link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.terms import Fault
from yarrow.audit.verify import head_is_signed

AT_ONCE = 5_000
_COLUMNS = ("id", "chain", "number", "at", "actor", "event", "subject", "digest", "previous", "hash")
_PLAIN = _COLUMNS.index("digest")
_BEFORE_THE_FIRST = (0, FIRST_PREVIOUS)

Told = Callable[[int], None]
"""Is told how many rows have been looked at so far."""


class Row(NamedTuple):
    """One event as it lies in the database, without the cost of a model."""

    id: int
    chain: UUID
    number: int
    at: datetime
    actor: UUID | None
    event: str
    subject: UUID | None
    digest: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the record is not as it was written."""

    fault: Fault
    chain: UUID | None = None
    number: int = 0
    day: date | None = None


@dataclass(slots=True)
class Tips:
    """Where each chain ends, ready for the next head.

    There is a head for every day: working each out from every chain anew would take the days times the
    rooms, most of which nobody touched in between.
    """

    ends: dict[UUID, tuple[int, bytes]] = field(default_factory=dict)
    _moved: set[UUID] = field(default_factory=set)
    _framed: dict[bytes, bytes] = field(default_factory=dict)
    _order: list[bytes] = field(default_factory=list)

    def move(self, chain: UUID, number: int, link: bytes) -> None:
        """A chain ends here now."""
        self.ends[chain] = (number, link)
        self._moved.add(chain)

    def head(self, through: int) -> bytes:
        """What ``head_of`` says of all of them."""
        for chain in self._moved:
            key = chain.bytes
            if key not in self._framed:
                insort(self._order, key)
            self._framed[key] = framed_tip((chain, *self.ends[chain]))
        self._moved.clear()
        return head_of_framed(through, map(self._framed.__getitem__, self._order))


@dataclass(slots=True)
class Walked:
    """What a pass saw: how much, where each chain ends, and what is wrong."""

    events: int = 0
    heads: int = 0
    tips: Tips = field(default_factory=Tips)
    found: list[Found] = field(default_factory=list)


def events_through(through: int) -> Iterator[Row]:
    """Every event up to this id, in the order of writing."""
    batch = _batch(None, through)
    while batch:
        yield from (_row(values) for values in batch)
        batch = _batch(batch[-1][0], through)


def walk(
    *, through: int, heads: Sequence[DailyHead], public: bytes, told: Told, seen: Callable[[Row], None]
) -> Walked:
    """Follow every chain and compare every signed head on the way; ``seen`` is handed each event.

    ``public`` is the service's key, out of its seal.
    """
    walked, waiting = Walked(), sorted(heads, key=lambda head: head.through, reverse=True)
    for row in events_through(through):
        while waiting and row.id > waiting[-1].through:
            _compare(waiting.pop(), public, walked)
        _follow(row, walked)
        seen(row)
        if walked.events % AT_ONCE == 0:
            told(walked.events)
    for head in reversed(waiting):
        _compare(head, public, walked)
    told(walked.events)
    return walked


def _follow(row: Row, walked: Walked) -> None:
    number, link = walked.tips.ends.get(row.chain, _BEFORE_THE_FIRST)
    follows = row.number == number + 1 and row.previous == link
    if not follows or row.hash != link_of(row):
        walked.found.append(Found(Fault.LINK, chain=row.chain, number=row.number))
    walked.tips.move(row.chain, row.number, row.hash)
    walked.events += 1


def _compare(head: DailyHead, public: bytes, walked: Walked) -> None:
    walked.heads += 1
    if not head_is_signed(head, public):
        walked.found.append(Found(Fault.HEAD_UNSIGNED, day=head.day))
    if walked.tips.head(head.through) != bytes(head.head):
        walked.found.append(Found(Fault.HEAD_DIFFERS, day=head.day))


def _batch(after: int | None, through: int) -> list[tuple[Any, ...]]:
    rows = AuditEvent.objects.filter(id__lte=through).order_by("id").values_list(*_COLUMNS)
    return list((rows if after is None else rows.filter(id__gt=after))[:AT_ONCE])


def _row(values: Sequence[Any]) -> Row:
    # PostgreSQL gives bytes back as views of memory, which compare but do not hash.
    return Row(*values[:_PLAIN], *(bytes(value) for value in values[_PLAIN:]))
