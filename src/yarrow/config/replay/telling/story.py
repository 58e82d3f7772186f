"""Whose room a fact goes to (VOCABULARY.md, "Rooms"), and what earlier lines have settled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from yarrow.config.replay.case import Line, ReplayCase
from yarrow.gate.facts import Fact
from yarrow.gate.words import Answer, Choice, LongText

TEAM = "team"
FAR = date(2999, 12, 31)
"""Facts of a replay never lapse by the calendar: "later" is the order of writing (VOCABULARY.md)."""

FIRST = date(2001, 1, 2)
"""Day 0 of every timeline."""

_TOLD_BY = ("person", "child", "by", "of")
_C = TypeVar("_C", bound=Choice)


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and the room it goes to: a person's key, or TEAM."""

    room: str
    fact: Fact


@dataclass(slots=True)
class Story:
    """The case, with what a later line may refer back to."""

    case: ReplayCase
    orders: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """What is known of each order by its reference, the one told of last at the end."""
    no_abuse_said: bool = False
    today: date = FIRST
    """The day of the timeline that is being told."""

    def people_in(self, line: Line, *keys: str) -> tuple[str, ...]:
        """The people of the case whom these keys name; anybody else is a third party."""
        named = [value for key in keys for value in line.several(key) if value in self.case.people]
        return tuple(dict.fromkeys(named))

    def told_by(self, line: Line) -> tuple[str, ...]:
        """Who told it or did it; nobody of the case where only a third party is named, or nobody."""
        for key in _TOLD_BY:
            if found := self.people_in(line, key):
                return found
        return ()

    def whose(self, line: Line) -> tuple[str, ...]:
        """The rooms of who told it; without a person, that of everyone harmed."""
        return self.told_by(line) or self.case.harmed


Translation = Callable[[Line, Story], Iterator[Placed]]
_TRANSLATIONS: dict[str, Translation] = {}


def told(kind: str) -> Callable[[Translation], Translation]:
    """Mark the function that turns this kind of line into facts."""

    def known(translation: Translation) -> Translation:
        _TRANSLATIONS[kind] = translation
        return translation

    return known


def told_in_words(kind: str, fact: Callable[[LongText], Fact], *keys: str) -> None:
    """A kind of line that is only words, in the room of who told it."""

    def translation(line: Line, story: Story) -> Iterator[Placed]:
        said = words(line, *keys)
        return (Placed(room, fact(said)) for room in story.whose(line))

    _TRANSLATIONS[kind] = translation


def translations() -> dict[str, Translation]:
    """Every kind of line there is, with its translation."""
    return dict(_TRANSLATIONS)


def words(line: Line, *keys: str) -> LongText:
    """The words of these keys, for a field that needs some."""
    return LongText(line.says(*keys, "text", "note", "about", "how"))


def coded(choices: type[_C], word: str, otherwise: _C) -> _C:
    """The choice of that name; any other word counts as ``otherwise``."""
    return choices.of(word) if word in set(choices) else otherwise


def answer(line: Line, key: str) -> Answer:
    """Yes or no as said; anything else is not known."""
    return coded(Answer, line.one(key), Answer.UNKNOWN)


def number(word: str, *, unknown: int) -> int:
    """A whole number that may be told in words."""
    return int(word) if word.isdecimal() else {"several": 2, "none": 0}.get(word, unknown)
