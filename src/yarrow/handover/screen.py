"""A screen that everybody can see: only what was agreed, and nothing behind it without the passphrase.

It is a hand-over like any other: from the press its worker's keys are locked and nothing else is there.
"""

import json
from dataclasses import asdict, dataclass
from typing import Self
from uuid import UUID

from django.dispatch import Signal

stopped = Signal()
"""Somebody pressed "Stop" on it: ``about``, ``by``, ``clock``. No key is asked, and no reason."""

STEP = "handed_step"
"""Session key: which question stands on the screen now."""
STOPPED = "handed_stopped"


@dataclass(frozen=True, slots=True)
class Screen:
    """Agreed, neutral words; ``about`` is the random id of what it belongs to."""

    about: UUID
    order: tuple[str, ...]
    rules: tuple[str, ...]
    questions: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """To be sealed under the key in the browser."""
        return json.dumps({"screen": {**asdict(self), "about": str(self.about)}}).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self | None:
        """What ``to_bytes`` made; None for a sheet."""
        read = json.loads(raw)
        if not isinstance(read, dict):
            return None
        said = read["screen"]
        lists = {name: tuple(said[name]) for name in ("order", "rules", "questions")}
        return cls(about=UUID(said["about"]), **lists)

    def question(self, step: int) -> str:
        """The question that stands there now; none where there are none."""
        return self.questions[min(max(step, 0), len(self.questions) - 1)] if self.questions else ""
