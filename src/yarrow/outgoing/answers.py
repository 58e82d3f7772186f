"""What the door answers to who brings something."""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from yarrow.kernel.words import N_

STOPPED = N_("Stopped. Ask the supervisor.")
"""Everything that the sender learns, whatever the cause (security.md T07). English message id."""


@dataclass(frozen=True, slots=True)
class Passed:
    """It may leave; ``pk`` is its line in the print log, to print or to send with."""

    pk: UUID


@dataclass(frozen=True, slots=True)
class Stopped:
    """It stays. ``pk`` is a random id and says nothing; there is no reason to be asked for."""

    pk: UUID

    def __bool__(self) -> NoReturn:
        """Like a refusal it has no truth value: ask ``isinstance(answer, Stopped)``."""
        raise TypeError("ask isinstance(answer, Stopped): an answer of the door is neither true nor false")
