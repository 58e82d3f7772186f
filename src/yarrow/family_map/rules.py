"""Where each one stands on the map, and who may stand on a paper. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from yarrow.gate.facts.people import Feels, Near, SomebodyMatters

SIZE = 720
"""The width and height of the drawing, in its own units."""
_MIDDLE = SIZE // 2
RINGS = {Near.CLOSE: 120, Near.FURTHER: 200, Near.FAR: 275, Near.UNKNOWN: 275}
"""How far from the middle. Who is no longer part of their life is in the list alone."""
_MOST_NAMED = {120: 6, 200: 9, 275: 12}
"""How many names fit on one ring without covering each other; past that only numbers are drawn."""
_LONGEST = 11


@dataclass(frozen=True, slots=True)
class Placed:
    """One of them on the drawing. ``number`` is also the number in the list."""

    number: int
    name: str
    feels: Feels
    picture: str
    x: int
    y: int
    from_x: int
    from_y: int


def drawn(people: Sequence[SomebodyMatters]) -> tuple[Placed, ...]:
    """Everybody who is drawn, in the order of the list, spread evenly on their rings."""
    on_rings: dict[int, list[tuple[int, SomebodyMatters]]] = defaultdict(list)
    for number, each in enumerate(people, start=1):
        if each.near in RINGS:
            on_rings[RINGS[each.near]].append((number, each))
    placed = (
        _placed(number, each, ring, place, len(on_ring))
        for ring, on_ring in on_rings.items()
        for place, (number, each) in enumerate(on_ring)
    )
    return tuple(sorted(placed, key=lambda each: each.number))


def _placed(number: int, each: SomebodyMatters, ring: int, place: int, of: int) -> Placed:
    turn = 2 * pi * place / of - pi / 2 + ring / 90  # rings are turned, so that names do not meet
    x, y = (_MIDDLE + round(ring * way(turn)) for way in (cos, sin))
    from_x, from_y = (_MIDDLE + round(46 * way(turn)) for way in (cos, sin))
    name = _short(each.name) if of <= _MOST_NAMED[ring] else ""
    return Placed(number, name, each.feels, each.picture.value, x, y, from_x, from_y)


def _short(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def on_paper(people: Sequence[SomebodyMatters]) -> tuple[SomebodyMatters, ...]:
    """Who may stand on a paper that somebody could find: only who helps, and is known not to be feared."""
    return tuple(each for each in people if each.feels is Feels.HELPS and each.near in RINGS)
