"""What a brief says. It is opened only by the supervisor it was sealed to."""

import json
from dataclasses import asdict, dataclass
from typing import Self
from uuid import UUID

from yarrow.sealing.context import Context
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service

from .models import Brief


@dataclass(frozen=True, slots=True)
class BriefContent:
    """Coded facts, what still stands in the way inside the room, and the worker's own words."""

    codes: tuple[str, ...]
    facts: tuple[str, ...]
    words: str

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed; the preview shows exactly this."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back."""
        content = json.loads(raw)
        return cls(codes=tuple(content["codes"]), facts=tuple(content["facts"]), words=content["words"])


def brief_context(brief: UUID, plan: UUID) -> Context:
    """Where a brief belongs: on this plan, in this row."""
    return Context(deployment=the_service().pk, table="brief", column="blob", row=brief, room=plan)


def open_brief(brief: Brief, keyring: Keyring) -> BriefContent:
    """Read a brief; raises CannotOpen for anyone but its supervisor."""
    return BriefContent.from_bytes(
        unwrap_with(keyring.sealing_private, bytes(brief.blob), brief_context(brief.pk, brief.plan_id))
    )
