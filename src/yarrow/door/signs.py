"""By what a protected thing is recognised, while it is still plain. Pure.

The rule against false stops, for every shape: **a common word alone never stops.** It takes

- ``ANYWHERE``: one code that nobody writes by chance: a postcode, a telephone number, a registration, an
  address of mail, a run of a child's words, or several words run together;
- ``NUMBERED``: the words of a street, with one of the numbers of the address right before or after it;
- ``TYPED``: the words of a street beside a word for a street (road, heol), where the street is not one of
  those that every town has (``lexicon.ORDINARY_STREETS``);
- ``IN_TOWN``: one of those, and the town of the address within a few words;
- ``TOGETHER``: all the words of a name or a place close to each other in any order, or one word that is rare.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from .kinds import Kind


class Shape(IntEnum):
    """How the parts of a sign must stand; the number is what is stored."""

    ANYWHERE = 1
    NUMBERED = 2
    TYPED = 3
    IN_TOWN = 4
    TOGETHER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """One sign, in forms as ``words`` makes them; it never leaves memory like this.

    ``parts``: what the other side must have written down for all of it to be no news there; where
    empty, it must have this very sign. ``own``: a person's own name is no news where any part is known.
    """

    kind: Kind
    shape: Shape
    name: str
    elements: tuple[frozenset[str], ...] = ()
    anywhere: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    secret: bool = False
    own: bool = False


def code(kind: Kind, letter: str, form: str, *, secret: bool = False) -> Plain:
    """A code that stands by itself."""
    whole = f"{letter}:{form}"
    return Plain(kind=kind, shape=Shape.ANYWHERE, name=whole, anywhere=frozenset((whole,)), secret=secret)


_SHORTEST_RUN = 7


def runs(*forms: Iterable[str], least: int = _SHORTEST_RUN) -> frozenset[str]:
    """Words run together, where they are long enough to be nothing else."""
    joined = ("".join(form) for form in forms)
    return frozenset(f"j:{run}" for run in joined if len(run) >= least)
