"""What a room says about reaching its person, taken together. Pure."""

from dataclasses import dataclass
from datetime import date

from yarrow.gate.facts.routes import RouteKind

from .rules import Route


@dataclass(frozen=True, slots=True)
class Claim:
    """A number or address that somebody gave and nobody proved."""

    kind: RouteKind
    value: str
    who_said: str
    day: date
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """What was agreed for every call: the words that show it is them, and those that mean danger."""

    agreed: str = ""
    danger: str = ""
    name_to_use: str = ""
    who_may_answer: str = ""
    when_in_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """All that a room says: at most one route of a kind counts; ``known`` is every one, for a warning."""

    routes: tuple[Route, ...] = ()
    claims: tuple[Claim, ...] = ()
    known: tuple[Route, ...] = ()
    words: CheckWords = CheckWords()
    readable: bool = False

    def route(self, kind: RouteKind) -> Route:
        """The route of this kind; where none is recorded, one that refuses."""
        return next((each for each in self.routes if each.kind is kind), Route(kind=kind))


def same_as(value: str) -> str:
    """A number or address as it is compared: small letters and figures alone, and 0044 and +44 as 0."""
    kept = "".join(letter for letter in value.casefold() if letter.isalnum() or letter in "@+")
    for abroad in ("+440", "00440", "+44", "0044"):
        if kept.startswith(abroad):
            return "0" + kept.removeprefix(abroad)
    return kept
