"""The facts of one room, in the order in which they were written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.recorded import Recorded

F = TypeVar("F", bound=Fact)


class UnknownFacts(ValueError):
    """The record of this room cannot be relied on: unreadable, in the wrong room, or out of order."""


@dataclass(frozen=True, slots=True)
class Found(Generic[F]):
    """A fact, its place in the order of writing, its day, and whether a second worker agreed with it.

    ``at_most`` is how long it counts where this service asks a number of its kind; never longer than
    the kind's own.
    """

    fact: F
    number: int
    day: date
    seconded: bool = False
    at_most: timedelta | None = None

    def last_days(self) -> tuple[date, ...]:
        """Days on which something that rests on this record may end."""
        limits = (self._no_longer(self.fact.holds_for), self._no_longer(self.fact.fresh_for))
        written = (self.day + limit for limit in limits if limit is not None)
        return (*self.fact.last_days(), *written, *self._counted_from())

    def _counted_from(self) -> tuple[date, ...]:
        """The last day of a record that counts from a day it names, not from that of writing."""
        if not self.fact.counts_from or self.at_most is None:
            return ()
        return (getattr(self.fact, self.fact.counts_from) + self.at_most,)

    def _no_longer(self, limit: timedelta | None) -> timedelta | None:
        return limit if limit is None or self.at_most is None else min(limit, self.at_most)

    def in_date(self, day: date) -> bool:
        """Whether it still counts on that day; a kind that does not lapse by itself always does."""
        limit = self._no_longer(self.fact.holds_for)
        return limit is None or day - self.day <= limit

    def is_fresh(self, day: date) -> bool:
        """Whether it was written lately enough for a rule that asks for more than "in date"."""
        limit = self._no_longer(self.fact.fresh_for)
        return limit is None or day - self.day <= limit


class FactsView:
    """What a rule sees: never more than one room, and the numbers that this service asks."""

    def __init__(self, recorded: Sequence[Recorded], home: Home, policy: Policy = OWN) -> None:
        if not policy.is_known:
            raise UnknownFacts("what this service asks is not known")
        self.policy = policy
        ordered = sorted(recorded, key=lambda entry: entry.number)
        _refuse_what_does_not_belong(ordered, home)
        self._all = tuple(_found(entry, policy) for entry in ordered)
        self._by_kind: dict[type[Fact], list[Found[Fact]]] = {}
        for found in self._all:
            self._by_kind.setdefault(type(found.fact), []).append(found)

    def everything(self) -> tuple[Found[Fact], ...]:
        """All facts, oldest first."""
        return self._all

    def every(self, kind: type[F]) -> tuple[Found[F], ...]:
        """All facts of one kind, oldest first."""
        return tuple(self._by_kind.get(kind, ()))  # type: ignore[arg-type]  # filed by their own type above

    def latest(self, kind: type[F]) -> Found[F] | None:
        """The fact of this kind that was written last."""
        found = self.every(kind)
        return found[-1] if found else None

    @cached_property
    def contradicts_itself(self) -> bool:
        """Whether the latest record of any kind contradicts itself; a later sound one puts it right."""
        return any(found[-1].fact.problems() for found in self._by_kind.values())


def _found(entry: Recorded, policy: Policy) -> Found[Fact]:
    at_most = policy.days(entry.fact.aged_by) if entry.fact.aged_by else None
    return Found(entry.fact, entry.number, entry.day, entry.seconded, at_most)


def _refuse_what_does_not_belong(ordered: Sequence[Recorded], home: Home) -> None:
    numbers = {entry.number for entry in ordered}
    if len(numbers) != len(ordered):
        raise UnknownFacts("two entries in one place")
    for entry in ordered:
        if isinstance(entry.fact, Unreadable) or home not in entry.fact.homes:
            raise UnknownFacts("an entry that cannot be read here")


def last_number(found: Sequence[Found[F]]) -> int:
    """The place of the last of these, 0 when there are none."""
    return max((each.number for each in found), default=0)
