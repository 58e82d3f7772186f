"""What lies inside the sealed columns of this package, and where each of them belongs."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Self
from uuid import UUID

from yarrow.gate.codec import UnreadableFact, from_bytes, to_bytes
from yarrow.gate.facts.emergency import EmergencyCard, OpeningReason
from yarrow.sealing.context import Context
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service

from .models import EmergencyCopy, EmergencySearch, LookingCopy, OpeningCopy

CARD_SIZE = 16_384
"""Bytes. The longest card that the form takes is shorter, so every copy has one size (R-12)."""
WORDS_SIZE = 4096
_DAY = len("2026-03-01")


@dataclass(frozen=True, slots=True)
class CardWords:
    """A card, and the day on which somebody inside the room last looked at it."""

    card: EmergencyCard
    looked_at_on: date

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed to each colleague on duty."""
        return self.looked_at_on.isoformat().encode() + to_bytes(self.card)

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; ValueError on anything this version did not write."""
        card = from_bytes(raw[_DAY:])
        if not isinstance(card, EmergencyCard):
            raise UnreadableFact
        return cls(card=card, looked_at_on=date.fromisoformat(raw[:_DAY].decode()))


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What somebody looked for, and why."""

    wanted: str
    reason: OpeningReason
    words: str

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed to who typed it."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; ValueError, KeyError or TypeError on anything this version did not write."""
        content = json.loads(raw)
        return cls(content["wanted"], OpeningReason.of(content["reason"]), content["words"])


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """Why a card was opened, or what its review found. ``reason`` is None in a review."""

    reason: OpeningReason | None
    words: str

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed to each who must know of it."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; ValueError, KeyError or TypeError on anything this version did not write."""
        content = json.loads(raw)
        return cls(OpeningReason.of(content["reason"]) if content["reason"] else None, content["words"])


def card_on(copy: EmergencyCopy, keyring: Keyring, *, deployment: UUID | None = None) -> CardWords:
    """Open one copy; CannotOpen when it was not sealed to this worker, ValueError when it is not read."""
    place = copy_context(copy, deployment=deployment)
    return CardWords.from_bytes(unwrap_with(keyring.sealing_private, bytes(copy.blob), place))


def copy_context(copy: EmergencyCopy, *, deployment: UUID | None = None) -> Context:
    """Where a copy of a card belongs: moved to another room or row it does not open.

    Who opens many at once gives the ``deployment`` (the service's id).
    """
    return Context(
        deployment=deployment or the_service().pk,
        table="emergency_copy",
        column="blob",
        row=copy.pk,
        room=copy.card_id,
    )


def search_context(search: EmergencySearch) -> Context:
    """Where what was looked for belongs."""
    return Context(deployment=the_service().pk, table="emergency_search", column="blob", row=search.pk)


def opening_context(copy: OpeningCopy, *, deployment: UUID | None = None) -> Context:
    """Where a reason or a review belongs: one opening, one worker, one of the two."""
    return Context(
        deployment=deployment or the_service().pk,
        table="opening_copy",
        column=f"blob/{copy.about}",
        row=copy.pk,
        room=copy.opening_id,
    )


def looking_context(copy: LookingCopy, *, deployment: UUID | None = None) -> Context:
    """Where what somebody looked for, or its review, belongs: one search, one worker, one of the two."""
    return Context(
        deployment=deployment or the_service().pk,
        table="looking_copy",
        column=f"blob/{copy.about}",
        row=copy.pk,
        room=copy.looking_id,
    )
