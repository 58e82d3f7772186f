"""What a list says of a room: whose it is, and when its person was last spoken with. Pure.

It is worked out anew with every attestation and sealed beside the entries, so that a page of many
rooms opens one small row each and no entry.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self

from yarrow.gate.facts import Fact
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.who import AgeBand, Identity, ReachConfirmed

KINDS: tuple[type[Fact], ...] = (Identity, ReachConfirmed, CallNote)
"""All that a label is made of."""


@dataclass(frozen=True, slots=True)
class Label:
    """``tide`` is how much had happened to the room's entries; an older label is not believed."""

    tide: int
    name: str = ""
    spoken_with_on: date | None = None
    age: AgeBand = AgeBand.UNKNOWN

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        day = self.spoken_with_on.isoformat() if self.spoken_with_on else None
        content = {"tide": self.tide, "name": self.name, "day": day, "age": self.age.value}
        return json.dumps(content, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError or KeyError on anything this version did not write."""
        content = json.loads(raw)
        day = content["day"]
        last = date.fromisoformat(day) if day else None
        return cls(content["tide"], content["name"], last, AgeBand.of(content["age"]))


def spoken_on(fact: Fact, written_on: date) -> date | None:
    """The day on which a fact says that the person was spoken with; None where it does not."""
    if isinstance(fact, ReachConfirmed):
        return fact.confirmed_on
    return written_on if isinstance(fact, CallNote) and fact.what is CallOutcome.SPOKE else None
