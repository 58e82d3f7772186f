"""The facts of one room, in the order in which they were written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.recorded import Recorded

F = TypeVar("F", bound=Fact)


class UnknownFacts(ValueError):
    """The record of this room cannot be relied on: unreadable, in the wrong room, or out of order."""


@dataclass(frozen=True, slots=True)
class Found(Generic[F]):
    """A fact, its place in the order of writing, its day, and whether a second worker agreed with it."""

    fact: F
    number: int
    day: date
    seconded: bool = False

    def last_days(self) -> tuple[date, ...]:
        """Days on which something that rests on this record may end."""
        limits = (self.fact.holds_for, self.fact.fresh_for)
        return (*self.fact.last_days(), *(self.day + limit for limit in limits if limit is not None))

    def in_date(self, day: date) -> bool:
        """Whether it still counts on that day; a kind that does not lapse by itself always does."""
        return self.fact.holds_for is None or day - self.day <= self.fact.holds_for

    def is_fresh(self, day: date) -> bool:
        """Whether it was written lately enough for a rule that asks for more than "in date"."""
        return self.fact.fresh_for is None or day - self.day <= self.fact.fresh_for


class FactsView:
    """What a rule sees: never more than one room."""

    def __init__(self, recorded: Sequence[Recorded], home: Home) -> None:
        ordered = sorted(recorded, key=lambda entry: entry.number)
        _refuse_what_does_not_belong(ordered, home)
        self._all = tuple(Found(entry.fact, entry.number, entry.day, entry.seconded) for entry in ordered)
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
