"""What the service marks of its own wordings: that one wrote them and that two agreed (decision 0019)."""

from datetime import UTC, datetime

from yarrow.audit.terms import Event
from yarrow.staff.marks import Matter

from .models import OwnWording

HOLDS = Matter("wording", gives=(Event.WORDING_AGREED,), ends=(Event.WORDING_WITHDRAWN,))
"""The newest event about a row decides: agreed by two with the service's mark, or taken back."""

WRITTEN = Matter("wording_written", gives=(Event.WORDING_WRITTEN,), ends=())
"""The first of two: what nobody wrote by this service is agreed to by nobody."""


def says_written(row: OwnWording) -> list[bytes]:
    """What the mark of writing is made of: every word, where it stands, and who wrote it."""
    words = [row.form, row.title, row.when, row.prompts, str(row.replaces_id or "")]
    return [
        row.number.to_bytes(4, "big"),
        *(each.encode() for each in words),
        row.written_by_id.bytes,
        _moment(row.written_at),
    ]


def says(row: OwnWording) -> list[bytes]:
    """What the mark of agreeing is made of: the same, and who agreed."""
    second = row.agreed_by_id.bytes if row.agreed_by_id else b""
    return [*says_written(row), second, _moment(row.agreed_at)]


def _moment(at: datetime | None) -> bytes:
    return at.astimezone(UTC).isoformat().encode() if at is not None else b""
