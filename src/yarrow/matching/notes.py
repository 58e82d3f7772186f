"""What lies inside the sealed rows of matching. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

NOTE_PAD, VALUE_PAD, NOTICE_PAD, WORDS_PAD = 1024, 512, 512, 2048
"""Bytes: so that a size tells nothing. With them goes the length of what is sealed, in four bytes."""

_LENGTH, _MOST_TOKEN = 4, 400
_MOST_TIDE = 10**9
_FIRST = "npe"
"""Which tokens are left out last: a name with its day, a telephone, an e-mail."""


@dataclass(frozen=True, slots=True)
class Note:
    """All that one room says of its person now; ``None`` for a write that changes nothing of it.

    ``tide`` is how many entries the room had: of two notes of one room the later one counts.
    """

    room: UUID | None
    tide: int = 0
    tokens: tuple[str, ...] = ()

    def cut(self, most: int) -> Self:
        """So many of the tokens, and only as many as the padding holds: one size for every note."""
        kept: tuple[str, ...] = ()
        for token in sorted(filter(_fits, self.tokens), key=lambda each: (_FIRST.find(each[0]), each))[:most]:
            more = replace(self, tide=_MOST_TIDE, tokens=(*kept, token))
            if len(more.to_bytes()) + _LENGTH <= NOTE_PAD:
                kept = more.tokens
        return replace(self, tokens=kept)

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        room = str(self.room) if self.room else None
        return json.dumps({"room": room, "tide": self.tide, "tokens": list(self.tokens)}).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError or KeyError on anything this version did not write."""
        said = json.loads(raw)
        room = UUID(said["room"]) if said["room"] else None
        return cls(room, int(said["tide"]), tuple(str(token) for token in said["tokens"]))


def _fits(token: str) -> bool:
    """Whether the value that becomes of it has the size of any other."""
    return len(json.dumps(token)) <= _MOST_TOKEN


@dataclass(frozen=True, slots=True)
class Kept:
    """One value as it is kept for a new key: the token, its room, and the tide it came with."""

    token: str
    room: UUID
    tide: int

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        return json.dumps([self.token, str(self.room), self.tide]).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError on anything this version did not write."""
        token, room, tide = json.loads(raw)
        return cls(str(token), UUID(room), int(tide))


@dataclass(frozen=True, slots=True)
class Notice:
    """To one supervisor: on this day a colleague of intake looked for somebody of this case; or nothing."""

    case: UUID | None
    reference: int = 0
    asked_by: str = ""
    kept_from_asker: bool = False
    on: date = date.min
    row: UUID | None = None
    opens: bool = True
    """Not where the row could not be opened; then nothing else of it is true."""

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        said: Sequence[object] = (
            str(self.case) if self.case else None,
            self.reference,
            self.asked_by,
            self.kept_from_asker,
            self.on.isoformat(),
        )
        return json.dumps(said, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes, *, row: UUID) -> Self:
        """Read it back; raises ValueError on anything this version did not write."""
        case, reference, asked_by, kept, on = json.loads(raw)
        return cls(
            UUID(case) if case else None,
            int(reference),
            str(asked_by),
            bool(kept),
            date.fromisoformat(on),
            row,
        )
