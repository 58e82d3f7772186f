"""What lies inside an entry's blob: the fact, and how it came to be written. Pure."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Envelope:
    """A fact's bytes; the entry it corrects, if any; the drop it came from, if any.

    ``after`` is the number of the last entry in the room when that drop came, ``left_on`` its day;
    both are None without a drop.
    """

    fact: bytes
    corrects: UUID | None = None
    drop: UUID | None = None
    after: int | None = None
    left_on: date | None = None

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        return json.dumps(
            {
                "fact": self.fact.decode(),
                "corrects": str(self.corrects) if self.corrects else None,
                "drop": str(self.drop) if self.drop else None,
                "after": self.after,
                "left_on": self.left_on.isoformat() if self.left_on else None,
            },
            ensure_ascii=False,
        ).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError or KeyError on anything this version did not write."""
        content = json.loads(raw)
        corrects, drop, left_on = content["corrects"], content["drop"], content.get("left_on")
        return cls(
            fact=content["fact"].encode(),
            corrects=UUID(corrects) if corrects else None,
            drop=UUID(drop) if drop else None,
            after=content.get("after"),  # envelopes of the first days have neither of these two
            left_on=date.fromisoformat(left_on) if left_on else None,
        )
