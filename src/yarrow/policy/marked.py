"""What the service marks when two people have agreed on numbers (decision 0019)."""

import json
from datetime import UTC, datetime

from yarrow.audit.terms import Event
from yarrow.staff.marks import Matter

from .models import PolicyVersion

HOLDS = Matter("policy", gives=(Event.POLICY_AGREED,), ends=(Event.POLICY_WITHDRAWN,))
"""The newest event about a row decides: agreed by two with the service's mark, or taken back."""


def says(row: PolicyVersion) -> list[bytes]:
    """What the mark is made of: the numbers, the day, the reason, and both people."""
    return [
        row.number.to_bytes(4, "big"),
        json.dumps(row.changes, sort_keys=True).encode(),
        row.effective_on.isoformat().encode(),
        row.why.encode(),
        row.asked_by_id.bytes,
        _moment(row.asked_at),
        row.agreed_by_id.bytes if row.agreed_by_id else b"",
        _moment(row.agreed_at),
    ]


def _moment(at: datetime | None) -> bytes:
    return at.astimezone(UTC).isoformat().encode() if at is not None else b""
