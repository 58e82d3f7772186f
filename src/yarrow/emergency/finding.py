"""Finding a card from what a caller says: names as they sound or are spelled, numbers, a reference. Pure.

A worker on duty hears a name over a bad line at night. So accents and capitals do not count, the
beginning of a name is enough, and where nothing else fits, a name that is spelled nearly so does.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import jellyfish

from yarrow.gate.facts.emergency import EmergencyCard

SHORTEST_NAME = 2
SHORTEST_NUMBER = 5
"""Figures; fewer would find everybody of one town."""
_PART = 3
_LIKE = 0.88
_LONG_ENOUGH_TO_SOUND = 4

_NUMBER = re.compile(r"(?:\+|\b)\d[\d\s().-]{3,}\d")
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("['`\u2018\u2019\u02bc]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words of names, figures of numbers, and references without their strokes."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def says_enough(self) -> bool:
        """Whether there is anything to look for at all."""
        return bool(self.names or self.numbers or self.references)


def wanted(typed: str) -> Wanted:
    """What somebody typed, taken apart."""
    numbers = tuple(_figures(typed))
    words = [word for word in _words(_NUMBER.sub(" ", typed)) if len(word) >= SHORTEST_NAME]
    names = tuple(word for word in words if word.isalpha())
    references = tuple(
        _run_together(part)
        for part in typed.split()
        if any(letter.isdigit() for letter in part) and len(_run_together(part)) >= SHORTEST_NUMBER
    )
    return Wanted(names=names, numbers=numbers, references=references)


def found(looked_for: Wanted, cards: Iterable[tuple[object, EmergencyCard]]) -> list[object]:
    """The keys of the cards that fit best, the nearest first; those that fit less well are left out.

    One name of two may be wrong: then the cards that have the other are shown. Where no card has
    any, names that are spelled nearly so count.
    """
    held = list(cards)
    return _best(looked_for, held, _fits) or _best(looked_for, held, _sounds)


_Nearness = Callable[[Wanted, EmergencyCard], tuple[int, int]]


def _best(looked_for: Wanted, held: list[tuple[object, EmergencyCard]], nearness: _Nearness) -> list[object]:
    near = [(nearness(looked_for, card), key) for key, card in held]
    most = max((parts for (parts, _), _ in near), default=0)
    kept = [(points, key) for (parts, points), key in near if parts == most and parts]
    return [key for _, key in sorted(kept, key=lambda each: -each[0])]


def _fits(looked_for: Wanted, card: EmergencyCard) -> tuple[int, int]:
    """How many parts of what was typed are on the card, and how closely."""
    names = set(_words(f"{card.known_as} {card.other_names}"))
    near = [max((_closeness(word, name) for name in names), default=0) for word in looked_for.names]
    on_card = tuple(_figures(card.numbers))
    near += [2 * _has_number(number, on_card) for number in looked_for.numbers]
    police = _run_together(card.police)
    near += [3 * (reference in police) for reference in looked_for.references]
    return sum(1 for each in near if each), sum(near)


def _closeness(word: str, name: str) -> int:
    if word == name:
        return 3
    if name.startswith(word):
        return 2
    return int(len(word) >= _PART and word in name)


def _has_number(number: str, on_card: Iterable[str]) -> bool:
    return any(number in other or other in number for other in on_card)


def _sounds(looked_for: Wanted, card: EmergencyCard) -> tuple[int, int]:
    names = [name for name in _words(f"{card.known_as} {card.other_names}") if _is_long(name)]
    like = [
        word
        for word in looked_for.names
        if _is_long(word) and any(jellyfish.jaro_winkler_similarity(word, name) >= _LIKE for name in names)
    ]
    return len(like), len(like)


def _is_long(word: str) -> bool:
    return len(word) >= _LONG_ENOUGH_TO_SOUND


def _plain(text: str) -> str:
    """Without accents, capitals and apostrophes: Siân is Sian, O'Neill is oneill."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _APOSTROPHE.sub("", kept)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _run_together(text: str) -> str:
    return "".join(_words(text))


def _figures(text: str) -> Iterator[str]:
    """Telephone numbers as one writes them at home, figures only."""
    for part in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", part)
        if part.startswith("+44") or digits.startswith("0044"):
            digits = "0" + digits.removeprefix("00").removeprefix("44").removeprefix("0")
        if len(digits) >= SHORTEST_NUMBER:
            yield digits
