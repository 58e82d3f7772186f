"""What each of the two signs, and what the service marks. The words of a signature never change."""

from datetime import UTC, datetime

from yarrow.audit.terms import Event
from yarrow.sealing.keys import digest
from yarrow.staff.marks import Matter
from yarrow.staff.queries import the_service

from .models import Attestation

COUNTS = Matter("practice", gives=(Event.ATTESTATION_CONFIRMED,), ends=(Event.ATTESTATION_WITHDRAWN,))
"""The newest event about an attestation decides: confirmed with the service's mark, or taken back."""


def recorded_words(row: Attestation) -> bytes:
    """What the first of the two signs: everything that the line says, of whom, and in which service."""
    return digest(
        b"attestation/v1",
        the_service().id.bytes,
        row.pk.bytes,
        row.worker_id.bytes,
        row.subject.encode(),
        row.on.isoformat().encode(),
        row.until.isoformat().encode(),
        row.basis.encode(),
        row.given_by_id.bytes if row.given_by_id else b"",
        row.by_id.bytes,
        _moment(row.at),
    )


def confirmed_words(row: Attestation) -> bytes:
    """What the second of the two signs: the line with its first signature, and when it was confirmed."""
    return digest(
        b"attestation-second/v1",
        recorded_words(row),
        bytes(row.signature),
        row.second_id.bytes if row.second_id else b"",
        _moment(row.second_at),
    )


def says(row: Attestation) -> list[bytes]:
    """What the service's mark is made of: the line with both signatures."""
    return [confirmed_words(row), bytes(row.second_signature)]


def _moment(at: datetime | None) -> bytes:
    return at.astimezone(UTC).isoformat().encode() if at is not None else b""
