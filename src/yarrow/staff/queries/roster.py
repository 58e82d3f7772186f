"""Whose key is whose: a chain of signatures up to the service key (security.md §5.9, R-06).

Somebody who can write to the database could put a key of their own in place of a worker's and be
given every room that is later wrapped to it. So a key counts only if a colleague whose own key
counts, or the service itself, has signed it, and the worker's row says the same.
"""

from collections.abc import Iterable
from datetime import UTC
from uuid import UUID

from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import digest, has_signed
from yarrow.staff.models import RosterEntry, Service, Worker

from .service import service_signing_pair, the_service


class UntrustedKey(Exception):
    """No unbroken chain of signatures says that this key is this worker's. Wrap nothing to it."""


def signed_words(entry: RosterEntry, service: Service) -> bytes:
    """What a roster signature covers: everything in the line, and whose service it is."""
    return digest(
        b"roster/v1",
        service.id.bytes,
        entry.id.bytes,
        entry.worker_id.bytes,
        bytes(entry.sealing_public),
        bytes(entry.signing_public),
        entry.signed_by_id.bytes if entry.signed_by_id else b"",
        entry.at.astimezone(UTC).isoformat().encode(),
        entry.revoked_on.isoformat().encode() if entry.revoked_on else b"",
    )


def trusted_sealing_public(worker: Worker) -> bytes:
    """The X25519 key to wrap to for this worker. Raises ``UntrustedKey``, also once they have left."""
    return bytes(_current_entry(worker).sealing_public)


def trusted_signing_public(worker_id: UUID) -> bytes:
    """The Ed25519 key this worker signs with. Raises ``UntrustedKey``.

    Of somebody who has left as well: what they signed while here stays signed.
    """
    service = the_service()
    enrolments = [entry for entry in _lines_of(worker_id) if entry.revoked_on is None]
    if not enrolments:
        raise UntrustedKey
    entry = enrolments[-1]
    _check_chain(entry, service)
    return bytes(entry.signing_public)


def _current_entry(worker: Worker) -> RosterEntry:
    lines = _lines_of(worker.pk)
    if not lines or not worker.is_active or lines[-1].revoked_on is not None:
        raise UntrustedKey
    if not _says_the_same(lines[-1], worker):
        raise UntrustedKey
    _check_chain(lines[-1], the_service())
    return lines[-1]


def _lines_of(worker_id: UUID) -> list[RosterEntry]:
    """All lines of a worker, oldest first; at the same moment, the one that takes away comes last."""
    lines = RosterEntry.objects.filter(worker_id=worker_id)
    return sorted(lines, key=lambda line: (line.at, line.revoked_on is not None))


def _says_the_same(entry: RosterEntry, worker: Worker) -> bool:
    theirs = (bytes(worker.sealing_public), bytes(worker.signing_public))
    return (bytes(entry.sealing_public), bytes(entry.signing_public)) == theirs


def _check_chain(entry: RosterEntry, service: Service) -> None:
    seen: set[UUID] = set()
    while entry.signed_by_id is not None:
        if entry.id in seen or not _is_first_line(entry):
            raise UntrustedKey  # a ring of strangers, or a colleague replacing somebody's key
        seen.add(entry.id)
        signer = _line_at(_lines_of(entry.signed_by_id), entry)
        _check_signature(bytes(signer.signing_public), entry, service)
        entry = signer
    _check_signature(_service_public(service), entry, service)


def _is_first_line(entry: RosterEntry) -> bool:
    """A colleague may vouch for a newcomer; only the service may change what stands."""
    return _lines_of(entry.worker_id)[0].id == entry.id


def _line_at(lines: Iterable[RosterEntry], entry: RosterEntry) -> RosterEntry:
    """The signer's own line when they signed; none, or one taken away by then, is not trusted."""
    before = [line for line in lines if line.at <= entry.at and line.id != entry.id]
    enrolled = [line for line in before if line.revoked_on is None]
    if not enrolled or any(line.revoked_on and line.at < entry.at for line in before):
        raise UntrustedKey
    return enrolled[-1]


def _service_public(service: Service) -> bytes:
    try:
        return service_signing_pair(service).public
    except CannotOpen:
        raise UntrustedKey from None


def _check_signature(public: bytes, entry: RosterEntry, service: Service) -> None:
    if not has_signed(public, signed_words(entry, service), bytes(entry.signature)):
        raise UntrustedKey
