"""What is brought to the door: finished bytes, and what they call themselves."""

from dataclasses import dataclass

from .terms import ArtefactKind

__all__ = ["Artefact", "ArtefactKind"]


@dataclass(frozen=True, slots=True, repr=False)
class Artefact:
    """Exactly what would leave: not a draft of it, and not what it was made from.

    ``repr`` is off: the words of a paper printed in a log are words that left unseen.
    """

    kind: ArtefactKind
    file_name: str
    media_type: str
    body: bytes
