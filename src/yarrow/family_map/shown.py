"""What the page of people and strengths shows: the list, the drawing, strengths, the person's own plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.family_map.rules import drawn
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Hope, Strength, WhatWorks, WhoHelps
from yarrow.gate.facts.people import Feels, Near, OwnPlan, Picture, SomebodyMatters
from yarrow.gate.facts.people import Tongue as Language
from yarrow.gate.recorded import Recorded
from yarrow.record.shown.entries import ShownLine, lines_of

STRENGTHS: tuple[type[Fact], ...] = (Strength, WhatWorks, Hope)
_ORDER = tuple(Near)


@dataclass(frozen=True, slots=True)
class ShownSomebody:
    """One in the list: everything that was said, word for word."""

    number: int
    entry: UUID
    name: str
    lines: tuple[ShownLine, ...]
    picture: str
    is_feared: bool


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan in somebody's own words, with its language, and what else was said of it."""

    entry: UUID
    day: str
    words: str
    tongue: str
    facts: tuple[ShownLine, ...]
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownStrength:
    """One strength, with its title."""

    entry: UUID
    title: str
    words: str


def people_of(recorded: Sequence[Recorded]) -> list[tuple[Recorded, SomebodyMatters]]:
    """Everybody who matters, the nearest first; who was recorded as a helper before is one of them."""
    found = [(each, somebody) for each in recorded if (somebody := _somebody(each.fact)) is not None]
    return sorted(found, key=lambda pair: _ORDER.index(pair[1].near))


def _somebody(found: Fact) -> SomebodyMatters | None:
    if isinstance(found, SomebodyMatters):
        return found
    if isinstance(found, WhoHelps):
        return SomebodyMatters(name=found.name, feels=Feels.HELPS, knows=found.knows, words=found.words)
    return None


def listed(recorded: Sequence[Recorded]) -> list[ShownSomebody]:
    """The list beside the drawing."""
    people = people_of(recorded)
    return [_listed(number, each, somebody) for number, (each, somebody) in enumerate(people, start=1)]


def _listed(number: int, each: Recorded, somebody: SomebodyMatters) -> ShownSomebody:
    name_line, *lines = lines_of(somebody)
    return ShownSomebody(
        number=number,
        entry=each.entry,
        name=name_line.text,
        lines=tuple(line for line in lines if line.text != gettext(Picture.NONE.words)),
        picture=somebody.picture.value,
        is_feared=somebody.feels in {Feels.FEARED, Feels.BOTH},
    )


def drawing_of(recorded: Sequence[Recorded]) -> dict[str, object]:
    """The drawing, and the sentence that says what is on it for who does not see it."""
    people = [somebody for _each, somebody in people_of(recorded)]
    return {"placed": drawn(people), "said": _said(people)}


def _said(people: Sequence[SomebodyMatters]) -> str:
    parts = (f"{number}. {each.name}: {_in_words(each)}" for number, each in enumerate(people, start=1))
    return "; ".join(parts)


def _in_words(each: SomebodyMatters) -> str:
    return f"{gettext(each.near.words)}, {gettext(each.feels.words)}"


def plans_of(recorded: Sequence[Recorded]) -> list[ShownPlan]:
    """Their own plans, the newest first."""
    return [_plan(each, each.fact) for each in reversed(recorded) if isinstance(each.fact, OwnPlan)]


def _plan(each: Recorded, found: OwnPlan) -> ShownPlan:
    _words, *facts = lines_of(found)
    return ShownPlan(
        entry=each.entry,
        day=day(each.day),
        words=found.words,
        tongue="" if found.tongue is Language.OTHER else found.tongue.value,
        facts=tuple(facts),
        pictures=pictures(found.pictures),
    )


def strengths_of(recorded: Sequence[Recorded]) -> list[ShownStrength]:
    """What they are good at, what works and what they hope for, the newest first."""
    found = (each for each in reversed(recorded) if isinstance(each.fact, STRENGTHS))
    return [
        ShownStrength(each.entry, gettext(each.fact.title), str(getattr(each.fact, "words", "")))
        for each in found
    ]


def pictures(chosen: Sequence[Picture] = tuple(Picture)) -> tuple[tuple[str, str], ...]:
    """Each picture with what it is called for who does not see it."""
    return tuple((each.value, gettext(each.words)) for each in chosen if each is not Picture.NONE)
