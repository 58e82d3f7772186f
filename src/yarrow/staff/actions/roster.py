"""Appending to the roster: the only place where a line of it is written."""

from datetime import datetime
from uuid import UUID

from yarrow.sealing.keys import sign
from yarrow.staff.models import RosterEntry, Service
from yarrow.staff.queries.roster import signed_words, witnessed_words
from yarrow.staff.queries.service import service_signing_pair


def append_line(entry: RosterEntry, service: Service) -> RosterEntry:
    """Witness a signed line and keep it; what has no signature yet is signed by the service."""
    private = service_signing_pair(service).private
    entry.signature = bytes(entry.signature) or sign(private, signed_words(entry, service))
    entry.witnessed = sign(private, witnessed_words(entry, service))
    entry.save(force_insert=True)
    return entry


def replacing_line(
    *,
    id: UUID,  # noqa: A002  # the column's name
    worker_id: UUID,
    sealing_public: bytes,
    signing_public: bytes,
    vouchers: tuple[UUID, UUID],
    at: datetime,
) -> RosterEntry:
    """The line that two colleagues sign, unsigned and unsaved: the same for both of them."""
    return RosterEntry(
        id=id,
        worker_id=worker_id,
        sealing_public=sealing_public,
        signing_public=signing_public,
        signed_by_id=vouchers[0],
        second_by_id=vouchers[1],
        at=at,
    )
