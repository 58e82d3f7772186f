"""Who has agreed as the second worker with what, and whose agreement is still waited for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yarrow.design.environment import day
from yarrow.gate.recorded import Recorded
from yarrow.rooms.facts import SecondWorkerAgrees
from yarrow.rooms.queries import ReadEntry
from yarrow.rooms.rules import needs_second


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """One worker's agreement with one entry; ``id`` is its own entry, for taking it out."""

    id: UUID
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Seconds:
    """The agreements of one room. What counts is what the gate is told, and nothing else."""

    seconded: frozenset[UUID]
    agreed: Mapping[UUID, ShownAgreement]

    def with_entry(self, read: ReadEntry) -> ShownAgreement | None:
        """Who agreed with this entry; nobody where the agreement does not count."""
        return self.agreed.get(read.entry.pk) if read.entry.pk in self.seconded else None

    def is_missing(self, read: ReadEntry) -> bool:
        """Whether the entry does not count yet because no second worker has agreed."""
        return read.counts and needs_second(read.fact) and read.entry.pk not in self.seconded


def seconds_in(entries: Sequence[ReadEntry], recorded: Sequence[Recorded]) -> Seconds:
    """The agreements among these entries, and which entries count as agreed with."""
    author_of = {str(read.entry.pk): read.entry.author_id for read in entries}
    agreed: dict[UUID, ShownAgreement] = {}
    for read in entries:
        with_entry = read.fact.entry if isinstance(read.fact, SecondWorkerAgrees) and read.counts else ""
        if with_entry in author_of and read.entry.author_id not in {None, author_of[with_entry]}:
            agreed.setdefault(UUID(with_entry), _shown(read))
    return Seconds(frozenset(each.entry for each in recorded if each.seconded), agreed)


def _shown(read: ReadEntry) -> ShownAgreement:
    name = read.entry.author.name if read.entry.author else ""
    return ShownAgreement(id=read.entry.pk, name=name, day=day(read.entry.day))
