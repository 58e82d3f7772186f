"""One published case as it was read: people, steps, facts, and what is expected of the gate."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from yarrow.gate.words import Answer

HARMED_PARTS = frozenset({"harmed", "harmed_by_child"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the case. A part is a part in this case, never a trait."""

    key: str
    part: str
    age: str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a step. ``one`` and ``several`` read its keys; a key that is not there says nothing."""

    kind: str
    keys: dict[str, tuple[str, ...]]

    def one(self, key: str, default: str = "") -> str:
        """The value of a key, its first where several are given."""
        return self.keys.get(key, ())[0] if self.keys.get(key) else default

    def several(self, key: str) -> tuple[str, ...]:
        """All values of a key."""
        return self.keys.get(key, ())

    def says(self, *keys: str) -> str:
        """The words of these keys together, for a field that needs words."""
        said = (word.strip() for key in keys for word in self.several(key))
        return "; ".join(filter(None, said)) or "as the source tells it"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the gate should answer to one form at one step."""

    form: str
    answer: str
    because: tuple[str, ...] = ()
    not_because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    if_complete: bool = False
    about: tuple[str, ...] = ("harm",)
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What was learned on one day, and what is asked after it."""

    number: int
    day: int
    lines: tuple[Line, ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class ReplayCase:
    """A timeline."""

    path: Path
    slug: str
    pathway: str
    setting: str
    people: dict[str, Person]
    steps: tuple[Step, ...] = field(repr=False)

    def of_part(self, *parts: str) -> tuple[str, ...]:
        """The keys of everyone with one of these parts, in the order of the file."""
        return tuple(person.key for person in self.people.values() if person.part in parts)

    @property
    def harmed(self) -> tuple[str, ...]:
        """Who was harmed; where nobody is said to be, whoever takes part and is not said to have harmed."""
        said = self.of_part(*HARMED_PARTS)
        return said or self.of_part("child") or self.taking_part

    @property
    def taking_part(self) -> tuple[str, ...]:
        """Everyone who is not a supporter; children too, as taking part or affected."""
        return tuple(key for key, person in self.people.items() if person.part != "supporter")

    def under_18(self, keys: Iterable[str]) -> Answer:
        """Whether all of these are under 18; one adult is enough for no, nobody known is unknown."""
        ages = {self.people[key].age for key in keys}
        if "adult" in ages:
            return Answer.NO
        return Answer.YES if ages and "unknown" not in ages else Answer.UNKNOWN
