"""What the service marks: that somebody tried numbers, and that two people agreed on them (decision 0019)."""

import json
from datetime import UTC, datetime
from uuid import UUID

from yarrow.audit.terms import Event
from yarrow.gate.policy import Policy, numbers_of
from yarrow.staff.marks import Matter

from .models import PolicyVersion
from .terms import Looked

HOLDS = Matter("policy", gives=(Event.POLICY_AGREED,), ends=(Event.POLICY_WITHDRAWN,))
"""The newest event about a row decides: agreed by two with the service's mark, or taken back."""

ASKED = Matter("policy_asked", gives=(Event.POLICY_PROPOSED,), ends=())
"""The first of two: a row that nobody asked for by this service is agreed to by nobody."""

WITHDRAWN = Matter("policy_withdrawn", gives=(Event.POLICY_WITHDRAWN,), ends=())
"""Taken back by this service. Hazard: looser numbers hold again, so no event put in may say so."""

TRIED = Matter("policy_tried", gives=(Event.POLICY_TRIED,), ends=())
"""Of one worker, whose id is the subject. Each event speaks of its own numbers and of no others."""


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


def says_asked(row: PolicyVersion) -> list[bytes]:
    """What the mark of asking is made of: all but who agreed."""
    return says(row)[:6]


def says_withdrawn(row: UUID) -> list[bytes]:
    """What the mark of taking back is made of."""
    return [row.bytes]


def says_tried(then: Policy, looked: Looked) -> list[bytes]:
    """What the mark of a trial is made of: every number that was tried, and what was looked at."""
    return [json.dumps(numbers_of(then), sort_keys=True).encode(), looked.value.encode()]


def _moment(at: datetime | None) -> bytes:
    return at.astimezone(UTC).isoformat().encode() if at is not None else b""
