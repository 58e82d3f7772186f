"""What is gathered from one artefact, and how far gathering goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from yarrow.door.text import Text, Where

MOST_SIGNS = 4_000_000
"""Letters in all texts together; a paper for a person has some thousands."""
DEEPEST = 4
"""An attachment of an attachment of a mail. Beyond that nobody reads, and nothing passes."""


XML = "application/xml"


class Unreadable(Exception):
    """It cannot be looked through whole: locked, broken, too large, or of a type nobody knows."""


class Paper(Protocol):
    """What is read: finished bytes, and what they call themselves. An ``Artefact`` is one."""

    @property
    def file_name(self) -> str:
        """As it would be sent."""

    @property
    def media_type(self) -> str:
        """As it says itself."""

    @property
    def body(self) -> bytes:
        """All of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One paper by itself, without what it is for; also what lies inside another."""

    file_name: str
    media_type: str
    body: bytes


@dataclass(slots=True)
class Found:
    """All texts of an artefact, in every layer, and whether there are pictures in it."""

    kept: dict[Text, None] = field(default_factory=dict)
    has_pictures: bool = False
    signs: int = 0

    def add(self, where: Where, *words: str) -> None:
        """Keep these words; raises ``Unreadable`` where it is too much to look through."""
        for each in words:
            text = Text(where, each.strip())
            if text.words and text not in self.kept:
                self.kept[text] = None
                self.signs += len(text.words)
            if self.signs > MOST_SIGNS:
                raise Unreadable

    @property
    def texts(self) -> Sequence[Text]:
        """All of them, each once, in the order they were found."""
        return tuple(self.kept)

    def take(self, other: "Found") -> None:
        """Keep what lay in something attached."""
        for text in other.texts:
            self.add(text.where, text.words)
        self.has_pictures = self.has_pictures or other.has_pictures


Inside = Callable[[str, str, bytes], None]
"""Looks through something that is attached: its name, its type, its bytes."""

Reader = Callable[[Paper, Found, Inside], None]
"""One format: adds everything that is there, and raises on anything that it does not understand."""


def pieces(words: Iterable[str]) -> tuple[str, str]:
    """The same pieces run together, and apart: nobody knows whether a tag between two stands in a word."""
    listed = list(words)
    return "".join(listed), " ".join(listed)
