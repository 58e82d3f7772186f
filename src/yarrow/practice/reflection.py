"""What a worker writes when they look back: one answer a principle, and nothing of whom it was about."""

import json
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext_lazy as _

from .terms import Principle

NEXT = "next"
"""What they will do differently."""

PROMPTS = {
    Principle.RESTORATION: _(
        "When did I help somebody to put something right, and when did I only settle it?"
    ),
    Principle.VOLUNTARISM: _("How did I know that a yes was free? What did I do with a no, or with silence?"),
    Principle.IMPARTIALITY: _(
        "Whom did I find it easy to believe? What did I do so that fairness did not hide harm?"
    ),
    Principle.SAFETY: _("What did I notice late? What did I leave undone because it was awkward to ask?"),
    Principle.ACCESSIBILITY: _("For whom was my way of working hard to follow, and what did I change?"),
    Principle.EMPOWERMENT: _("What did I decide that was theirs to decide?"),
}
"""Our own questions. None has a right answer, and nobody counts them."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The answers, by principle; what was left empty is not there."""

    words: dict[str, str]

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        return json.dumps(
            {key: text for key, text in self.words.items() if text}, ensure_ascii=False
        ).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError on anything this version did not write."""
        found = json.loads(raw)
        if not isinstance(found, dict):
            raise ValueError("not a reflection")  # noqa: TRY004  # what stands in the blob, not a caller's mistake
        return cls({str(key): str(text) for key, text in found.items()})
