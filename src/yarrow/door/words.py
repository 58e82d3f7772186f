"""Single words as they are compared: as they stand, with a slip, by sound, in the other language. Pure.

What is made here is still plain: ``protection`` and ``reading`` turn it into keyed digests.
The letter before the colon says how: ``w`` as it stands, ``d`` with a slip, ``p`` by sound, ``N`` and
``P`` the same only for a word that is written with a capital where none is owed.
"""

from collections.abc import Iterator

from .letters import shorter
from .lexicon import TRANSLATED
from .sounding import sound_of

_HEARD = 4
SHORTEST_WITH_A_SLIP = 5
"""Letters. In shorter words one letter makes another word."""


def exact(word: str) -> str:
    """The one way in which a word is always found; the same for its Welsh and its English."""
    return f"w:~{TRANSLATED[word]}" if word in TRANSLATED else f"w:{word}"


def slips(word: str) -> Iterator[str]:
    """The word with every single slip, for words that are long enough."""
    if len(word) >= SHORTEST_WITH_A_SLIP:
        yield from (f"d:{form}" for form in shorter(word))


def sounds(word: str, *, letter: str = "p", least: int = 3) -> Iterator[str]:
    """The sound of a word, where it has at least so many letters."""
    heard = sound_of(word) if len(word) >= _HEARD else ""
    if len(heard) >= least:
        yield f"{letter}:{heard}"


def written(word: str) -> Iterator[str]:
    """Every way in which a protected word is looked for."""
    yield exact(word)
    yield from slips(word)
    yield from sounds(word)


def read(word: str) -> Iterator[str]:
    """Every way in which a word of a paper may be a protected one: a shorter one may have lost a letter."""
    yield from written(word)
    if len(word) == SHORTEST_WITH_A_SLIP - 1:
        yield f"d:{word}"
