"""Whether a sign stands in a paper: digests against digests, with where they stand. Pure."""

from collections.abc import Sequence

from .reading import Digests
from .signs import Shape
from .stored import Sign

_SLACK, _TOWN_WITHIN, _DAY_WITHIN = 2, 8, 14
_PAIR = 2
_BETWEEN = 3
"""Places that may lie between a street and its number, all of them words like "flat" or "road"."""


def matches(sign: Sign, paper: Digests) -> bool:
    """Whether the paper holds what the sign stands for."""
    if not sign.anywhere.isdisjoint(paper.anywhere):
        return True
    if sign.shape is Shape.ANYWHERE or not sign.elements:
        return False
    places = [_places(each, paper) for each in sign.elements]
    return all(places) and _SHAPES[sign.shape](places, paper)


def _places(forms: frozenset[bytes], paper: Digests) -> list[int]:
    found = {place for form in forms if form in paper.at for place in paper.at[form]}
    return sorted(found)


def _spans(places: Sequence[Sequence[int]], within: int) -> list[tuple[int, int]]:
    """Where all of these stand close to each other, each in a place of its own: from, to."""
    found = []
    for first in places[0]:
        taken = [first]
        for others in places[1:]:
            free = (place for place in others if abs(place - first) <= within and place not in taken)
            near = min(free, key=lambda place: abs(place - first), default=None)
            if near is None:
                break
            taken.append(near)
        if len(taken) == len(places) and max(taken) - min(taken) <= within:
            found.append((min(taken), max(taken)))
    return found


def _together(places: Sequence[Sequence[int]], _paper: Digests) -> bool:
    within = len(places) + _SLACK if len(places) != _PAIR else _SLACK + 1
    return bool(_spans(places, within))


def _numbered(places: Sequence[Sequence[int]], paper: Digests) -> bool:
    numbers = places[0]
    spans = _spans(places[1:], len(places) - 1)
    return any(_is_beside(number, span, paper) for span in spans for number in numbers)


def _is_beside(number: int, span: tuple[int, int], paper: Digests) -> bool:
    low, high = span
    between = range(number + 1, low) if number < low else range(high + 1, number)
    return (
        not low <= number <= high and len(between) <= _BETWEEN and all(at in paper.fillers for at in between)
    )


def _typed(places: Sequence[Sequence[int]], paper: Digests) -> bool:
    return any(_has_type(span, paper) for span in _spans(places, len(places)))


def _has_type(span: tuple[int, int], paper: Digests) -> bool:
    beside = {span[0] - 1, span[1] + 1}
    beside |= {span[0] - 2} if span[0] - 1 in paper.letters else set()
    return not paper.types.isdisjoint(beside)


def _in_town(places: Sequence[Sequence[int]], paper: Digests) -> bool:
    spans = (span for span in _spans(places[:-1], len(places)) if _has_type(span, paper))
    return any(0 < _apart(town, span) <= _TOWN_WITHIN for span in spans for town in places[-1])


def _apart(place: int, span: tuple[int, int]) -> int:
    return max(span[0] - place, place - span[1], 0)


_SHAPES = {
    Shape.TOGETHER: _together,
    Shape.NUMBERED: _numbered,
    Shape.TYPED: _typed,
    Shape.IN_TOWN: _in_town,
}
