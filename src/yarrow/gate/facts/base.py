"""What every kind of fact is: typed, frozen, and described well enough to make a form of it."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from yarrow.gate.words import Choice, LongText, Mark
from yarrow.kernel.words import N_

Problem = tuple[str, str]


class Home(StrEnum):
    """Which rooms may hold a fact."""

    PERSON = "person"
    TEAM = "team"
    SHARED = "shared"


class Subject(Choice):
    """How facts are gathered on a page."""

    WHO = "who", N_("Who they are")
    REACH = "reach", N_("How to reach them safely")
    WORDS = "words", N_("In their own words")
    STRENGTHS = "strengths", N_("What already works, and who helps")
    COURSE = "course", N_("What they want, and next steps")
    HARM = "harm", N_("What happened")
    CHANGE = "change", N_("What has changed")
    RISK = "risk", N_("Risk and safety")
    CHOICE = "choice", N_("Free to choose, informed, agreed")
    ORDERS = "orders", N_("Orders")
    RESPONSIBILITY = "responsibility", N_("Taking responsibility")
    READINESS = "readiness", N_("Getting ready")
    CHILD = "child", N_("The child")
    AGREED = "agreed", N_("What was agreed")
    AFTER = "after", N_("What was done, and afterwards")
    TEAM = "team", N_("What only the team can see whole")


class Fact:
    """Something recorded in a room. Subclasses are made with :func:`fact`."""

    kind: ClassVar[str] = ""
    homes: ClassVar[frozenset[Home]] = frozenset()
    subject: ClassVar[Subject] = Subject.WORDS
    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    trigger: ClassVar[bool] = False
    holds_for: ClassVar[timedelta | None] = None
    """How long it counts after the day it was written, for kinds that name no day of their own."""
    fresh_for: ClassVar[timedelta | None] = None
    """How long it is fresh enough for the few rules that ask for more than "in date"."""
    aged_by: ClassVar[str] = ""
    """Which number of a service's policy may make that shorter; always one where either is set."""
    counts_from: ClassVar[str] = ""
    """The field with the day from which that number counts, for kinds that name a day of their own."""

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or contradicts itself inside this one record: (field, words)."""
        return (*_left_blank(self), *self.contradictions())

    def contradictions(self) -> tuple[Problem, ...]:
        """What a subclass checks between its own fields."""
        return ()

    def is_trigger(self) -> bool:
        """Whether risk must be looked at again because of this (domain.md E8)."""
        return type(self).trigger

    def speaks_of_abuse(self) -> bool:
        """Whether this ends a "no abuse" (design.md §5, decision 2)."""
        return False

    def may_speak_of_abuse(self) -> bool:
        """Whether it does, or might: where what would tell is not known, it counts as if it did."""
        return self.speaks_of_abuse()

    def speaks_of_a_shared_life(self) -> bool:
        """Whether people who have this between them are a couple or a family, not strangers or pupils."""
        return False

    def last_days(self) -> tuple[date, ...]:
        """Days on which something that rests on this record may end."""
        review = getattr(self, "review_on", None)
        return (review,) if isinstance(review, date) else ()


class Unreadable(Fact):
    """Stands for an entry that cannot be read; every answer of its room is then unknown."""

    kind: ClassVar[str] = "unreadable"


KINDS: dict[str, type[Fact]] = {}
_F = TypeVar("_F", bound=type[Fact])


def ask(label: str, *, hint: str = "", default: Any = MISSING) -> Any:
    """One question of a form; without ``default`` it must be answered."""
    return field(default=default, metadata={"label": label, "hint": hint})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(ask,))
def fact(  # the transform above tells mypy that the decorated class is a frozen dataclass
    kind: str,
    *,
    homes: set[Home],
    subject: Subject,
    title: str,
    help: str = "",  # noqa: A002  # the word that the forms and the contract use
    trigger: bool = False,
) -> Callable[[_F], _F]:
    """Make a class a kind of fact, known by ``kind`` in stored entries for ever."""

    def known(cls: _F) -> _F:
        if kind in KINDS:
            raise ValueError(f"two fact types called {kind}")
        made: _F = dataclass(frozen=True, kw_only=True)(cls)  # type: ignore[assignment]  # the same class comes back
        made.kind, made.homes, made.subject = kind, frozenset(homes), subject
        made.title, made.help, made.trigger = title, help, trigger
        KINDS[kind] = made
        return made

    return known


class Shape(StrEnum):
    """How a field is asked."""

    SHORT = "short"
    LONG = "long"
    DAY = "day"
    NUMBER = "number"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"


@dataclass(frozen=True, slots=True)
class AskedField:
    """All that a form needs to know about one field of a fact."""

    name: str
    label: str
    hint: str
    shape: Shape
    choices: type[Choice] | None
    required: bool
    default: object


def asked(kind: type[Fact]) -> tuple[AskedField, ...]:
    """The fields of a fact type in the order in which they are asked; what the program sets is not."""
    hints = get_type_hints(kind)
    declared = fields(kind)  # type: ignore[arg-type]  # every kind is made a dataclass by fact()
    return tuple(_asked_field(f, hints[f.name]) for f in declared if hints[f.name] is not Mark)


def _asked_field(declared: Any, hint: Any) -> AskedField:
    shape, choices = _shape_of(hint)
    required = declared.default is MISSING
    return AskedField(
        name=declared.name,
        label=declared.metadata["label"],
        hint=declared.metadata["hint"],
        shape=shape,
        choices=choices,
        required=required,
        default=None if required else declared.default,
    )


_PLAIN: dict[object, Shape] = {str: Shape.SHORT, LongText: Shape.LONG, date: Shape.DAY, int: Shape.NUMBER}


def _shape_of(hint: Any) -> tuple[Shape, type[Choice] | None]:
    if hint in _PLAIN:
        return _PLAIN[hint], None
    if get_origin(hint) is tuple:
        return Shape.SEVERAL_OF, get_args(hint)[0]
    if isinstance(hint, UnionType) and get_args(hint) == (date, type(None)):
        return Shape.DAY, None
    if isinstance(hint, type) and issubclass(hint, Choice):
        return Shape.ONE_OF, hint
    raise TypeError(f"a fact may not hold {hint}")


def blank(words: str) -> bool:
    """Whether a line says nothing."""
    return not words.strip()


def _left_blank(found: Fact) -> Iterator[Problem]:
    for each in fields(found):  # type: ignore[arg-type]  # every kind is made a dataclass by fact()
        value = getattr(found, each.name)
        if each.default is MISSING and isinstance(value, str) and blank(value):
            yield each.name, N_("This cannot be left empty.")
