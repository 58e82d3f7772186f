"""Whose key is whose: a chain of signatures up to the service key (security.md §5.9, R-06).

Somebody who can write to the database could put a key of their own in place of a worker's and be
given every room that is later wrapped to it. So a key counts only if a colleague whose own key
counts has signed it (the very first: the service itself), and the worker's row says the same. What
replaces a key that stood counts only with the signatures of two colleagues: neither the service
nor any one person can become somebody else. And a worker's lines count only while they are those,
all of those and no others, that the record remembers: a roster put back to an older state is
refused where it is used, not only found later by ``audit_verify``.
"""

import logging
from collections.abc import Iterable
from datetime import UTC
from typing import NoReturn
from uuid import UUID

from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import digest, has_signed
from yarrow.sealing.vouching import spoken
from yarrow.staff.models import RosterEntry, Service, Worker

from .freezing import is_frozen
from .posts import has_their_post
from .remembered import forget_lines_remembered, lines_remembered
from .service import read_so_far, service_signing_pair, the_service

_LOG = logging.getLogger("yarrow.staff")


class UntrustedKey(Exception):
    """No unbroken chain of signatures says that this key is this worker's. Wrap nothing to it."""


class RosterPutBack(UntrustedKey):
    """A worker's lines are not those that the record remembers. After the request the alarm is raised."""


def signed_words(entry: RosterEntry, service: Service) -> bytes:
    """What a roster signature covers: everything in the line, who vouches, and whose service it is."""
    return digest(
        b"roster/v2",
        service.id.bytes,
        entry.id.bytes,
        entry.worker_id.bytes,
        bytes(entry.sealing_public),
        bytes(entry.signing_public),
        entry.signed_by_id.bytes if entry.signed_by_id else b"",
        entry.second_by_id.bytes if entry.second_by_id else b"",
        entry.at.astimezone(UTC).isoformat().encode(),
        entry.revoked_on.isoformat().encode() if entry.revoked_on else b"",
    )


def witnessed_words(entry: RosterEntry, service: Service) -> bytes:
    """What the running service signs when a line is appended: the line with its signatures.

    Hazard: who left keeps their key, and could sign a line dated before that day. They have no pepper.
    """
    return digest(
        b"roster-witness/v1",
        signed_words(entry, service),
        bytes(entry.signature),
        bytes(entry.second_signature),
    )


def line_digest(entry: RosterEntry, service: Service) -> bytes:
    """What the record remembers of a line: its words and every signature on it but the service's own."""
    second = [bytes(entry.second_signature)] if entry.second_signature else []
    return digest(signed_words(entry, service), bytes(entry.signature), *second)


def trusted_sealing_public(worker: Worker) -> bytes:
    """The X25519 key to wrap to for this worker. Raises ``UntrustedKey``, also once they have left.

    And where their row shows a post that nobody vouched for (``posts``).
    """
    chain = _Chain(the_service())
    lines = chain.lines_of(worker.pk)
    if not lines or not worker.is_active or lines[-1].revoked_on is not None:
        raise UntrustedKey
    if not says_the_same(lines[-1], worker):
        raise UntrustedKey
    chain.check(lines[-1])
    if not has_their_post(worker):
        raise UntrustedKey
    return bytes(lines[-1].sealing_public)


def may_be_given_keys(worker: Worker) -> bool:
    """Whether a room's key may be handed to this worker now: here, vouched for, and not frozen."""
    try:
        trusted_sealing_public(worker)
    except UntrustedKey:
        return False
    return not is_frozen(worker)


def has_left_by_the_roster(worker_id: UUID) -> bool:
    """Whether a line that counts says last of this worker that they left; unknown is no."""
    try:
        chain = _Chain(the_service())
        lines = chain.lines_of(worker_id)
        if not lines or lines[-1].revoked_on is None:
            return False
        chain.check(lines[-1])
    except UntrustedKey:
        return False
    return True


def trusted_signing_public(worker_id: UUID) -> bytes:
    """The Ed25519 key this worker signs with. Raises ``UntrustedKey``.

    Of somebody who has left as well: what they signed while here stays signed.
    """
    chain = _Chain(the_service())
    enrolments = [entry for entry in chain.lines_of(worker_id) if entry.revoked_on is None]
    if not enrolments:
        raise UntrustedKey
    chain.check(enrolments[-1])
    return bytes(enrolments[-1].signing_public)


def has_signed_as(worker_id: UUID, message: bytes, signature: bytes) -> bool:
    """Whether the worker signed this with the keys they have, or with keys that were replaced since.

    For notes that lie unopened: new keys for their writer must not make a warning unreadable.
    """
    return each_signed_as([(worker_id, message, signature)])[0]


def workers_put_back() -> list[Worker]:
    """Whose lines are not those that the record remembers, gone ones included; by name. Three queries."""
    service = the_service()
    remembered = lines_remembered(service)
    kept: dict[UUID, list[bytes]] = {}
    for entry in RosterEntry.objects.iterator():
        kept.setdefault(entry.worker_id, []).append(line_digest(entry, service))
    wrong = {
        who
        for who in {*kept, *remembered}
        if sorted(kept.get(who, ())) != sorted(line for _event, line in remembered.get(who, ()))
    }
    return list(Worker.objects.filter(pk__in=wrong).order_by("name", "id")) if wrong else []


def each_signed_as(signed: Iterable[tuple[UUID, bytes, bytes]]) -> list[bool]:
    """The same for many signatures in one walk: worker, message and signature of each, in their order."""
    try:
        chain = _Chain(the_service())
    except UntrustedKey:
        return [False for _each in signed]
    return [_has_signed(chain, worker, message, signature) for worker, message, signature in signed]


def _has_signed(chain: "_Chain", worker_id: UUID, message: bytes, signature: bytes) -> bool:
    try:
        for entry in reversed(chain.lines_of(worker_id)):
            if entry.revoked_on is None and has_signed(bytes(entry.signing_public), message, signature):
                chain.check(entry)
                return True
    except UntrustedKey:
        pass
    return False


def fingerprint_of(worker: Worker) -> str:
    """The figures to compare by voice, of the keys that the worker's row shows now."""
    return spoken(
        deployment=the_service().id,
        worker=worker.pk,
        sealing_public=bytes(worker.sealing_public),
        signing_public=bytes(worker.signing_public),
    )


def says_the_same(entry: RosterEntry, worker: Worker) -> bool:
    """Whether the line speaks of the keys that the worker's own row shows."""
    theirs = (bytes(worker.sealing_public), bytes(worker.signing_public))
    return (bytes(entry.sealing_public), bytes(entry.signing_public)) == theirs


class _Chain:
    """One walk up the signatures; a line met again on its own way up is a ring of strangers."""

    def __init__(self, service: Service) -> None:
        self._service, self._public = service, _service_public(service)
        self._remembered = lines_remembered(service)
        self._holds: dict[UUID, bool] = {}
        self._lines: dict[UUID, list[RosterEntry]] = {}

    def lines_of(self, worker_id: UUID) -> list[RosterEntry]:
        """All lines of a worker, oldest first; at the same moment, the one that takes away comes last.

        Raises ``RosterPutBack`` where they are not exactly those that the record remembers.
        """
        if worker_id not in self._lines:
            found = self._as_remembered(worker_id)
            found = self._as_remembered(worker_id, again=True) if found is None else found
            if found is None:
                self._refuse(worker_id)
            self._lines[worker_id] = sorted(found, key=lambda line: (line.at, line.revoked_on is not None))
        return self._lines[worker_id]

    def _as_remembered(self, worker_id: UUID, *, again: bool = False) -> list[RosterEntry] | None:
        """The lines, where they are those of the record; ``again``: another session may just have written."""
        if again:
            forget_lines_remembered()
            self._remembered = lines_remembered(self._service)
        found = list(RosterEntry.objects.filter(worker_id=worker_id))
        remembered = sorted(line for _event, line in self._remembered.get(worker_id, ()))
        is_same = sorted(line_digest(entry, self._service) for entry in found) == remembered
        return found if is_same else None

    def _refuse(self, worker_id: UUID) -> NoReturn:
        _LOG.error("The roster is not what the record says of worker %s: nothing is sealed", worker_id)
        if (read := read_so_far()) is not None:
            read.put_back.add(worker_id)
        raise RosterPutBack

    def check(self, entry: RosterEntry) -> None:
        """Raises ``UntrustedKey`` unless every signature up to the service key is there."""
        if entry.id not in self._holds:
            self._holds[entry.id] = False
            self._check(entry)
            self._holds[entry.id] = True
        if not self._holds[entry.id]:
            raise UntrustedKey

    def _check(self, entry: RosterEntry) -> None:
        words = signed_words(entry, self._service)
        _check_signature(self._public, witnessed_words(entry, self._service), bytes(entry.witnessed))
        if entry.signed_by_id is None:
            _check_service_may(entry)
            _check_signature(self._public, words, bytes(entry.signature))
            return
        is_first = self.lines_of(entry.worker_id)[0].id == entry.id
        for signer_id, signature in _vouchers(entry, is_first=is_first).items():
            signer = _line_at(self.lines_of(signer_id), entry)
            _check_signature(bytes(signer.signing_public), words, signature)
            self.check(signer)


def _check_service_may(entry: RosterEntry) -> None:
    """The service signs for the first worker of all, and nobody's keys after that."""
    earlier = RosterEntry.objects.filter(at__lt=entry.at, revoked_on=None)
    if entry.revoked_on is None and (entry.second_by_id is not None or earlier.exists()):
        raise UntrustedKey


def _vouchers(entry: RosterEntry, *, is_first: bool) -> dict[UUID, bytes]:
    """Who must have signed: one colleague for a newcomer, two for what replaces keys; never oneself."""
    one, two = entry.signed_by_id, entry.second_by_id
    found = {one: bytes(entry.signature)} | ({two: bytes(entry.second_signature)} if two else {})
    enough = 1 if is_first and two is None else 2
    if one is None or len(found) < enough or entry.worker_id in found:
        raise UntrustedKey
    return {voucher: signature for voucher, signature in found.items() if voucher is not None}


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


def _check_signature(public: bytes, words: bytes, signature: bytes) -> None:
    if not has_signed(public, words, signature):
        raise UntrustedKey
