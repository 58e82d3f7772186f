"""The split session: an unlocked worker lies in two halves (security.md §5.3, R-20).

The key K_s is in a cookie that dies with the browser; the session row holds the worker's keys
sealed under it. The database alone opens nothing, the cookie alone opens nothing. Between
passphrase and second factor the halves are sealed for another place, *pending*, so that no
change to the session row can make them usable early.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import Signal
from django.http import HttpRequest

from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest, new_symmetric_key
from yarrow.staff.queries.service import the_service
from yarrow.staff.requests import TimedRequest

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
"""security.md R-25. A service may shorten them, never lengthen them."""

PROOF_LASTS = timedelta(minutes=5)
"""How long passphrase and second factor, given just now, count for acts that ask them again (R-25)."""

_NOTED_EVERY = timedelta(minutes=1)
"""How exactly idleness is measured: a write for every single page would wear the database out."""

unlocked = Signal()
"""Sent with ``keyring`` and ``clock`` when a worker's keys become usable: what lay waiting for keys."""

_BLOB, _PENDING, _BEGUN, _SEEN, _PROVED = "unlocked", "pending", "begun", "seen", "proved"


def begin_unlock(request: HttpRequest, keyring: Keyring, *, pending: bool, proved: bool = False) -> None:
    """Keep a worker's keys for the pages that follow, under a fresh session id and a fresh key.

    ``pending`` keeps them unusable until the second factor is given: ``take_pending`` hands them
    out once, to be kept again as usable. ``proved``: passphrase and every factor were given now.
    """
    session, key, now = request.session, new_symmetric_key(), _now(request)
    session.cycle_key()
    blob = seal(key, keyring.to_bytes(), _place(session, keyring.worker, _column(pending=pending)))
    session[_BLOB], session[_PENDING] = urlsafe_b64encode(blob).decode(), pending
    session[_SEEN] = now.isoformat()
    if pending or _BEGUN not in session:
        session[_BEGUN] = now.isoformat()
    _timed(request).key_to_set = key
    session.pop(_PROVED, None)
    if proved and not pending:
        _note_proof(request, keyring.worker, key)
    if not pending:
        unlocked.send(sender=None, keyring=keyring, clock=_timed(request).clock)


def proved_at(request: HttpRequest) -> datetime | None:
    """When passphrase and every factor were last given in this very session; none where too long ago.

    The moment lies sealed under the browser's half: whoever can write to the database cannot
    claim a proof, and a proof moved to another session or worker does not open.
    """
    try:
        blob = urlsafe_b64decode(request.session.get(_PROVED, ""))
        raw = unseal(_key(request), blob, _place(request.session, UUID(str(request.user.pk)), "proved"))
        at = datetime.fromisoformat(raw.decode())
    except (CannotOpen, ValueError):
        return None
    return at if timedelta(0) <= _now(request) - at < PROOF_LASTS else None


def take_pending(request: HttpRequest, worker: UUID) -> Keyring | None:
    """The keys that waited for the second factor, once; none if either half is missing."""
    keyring = _opened(request, worker, pending=True) if request.session.get(_PENDING) else None
    lock(request)
    return keyring


def keyring_of(request: HttpRequest) -> Keyring | None:
    """The keys of the worker who is signed in and unlocked, or none: locked, pending, idle, too long."""
    session = request.session
    if not request.user.is_authenticated or session.get(_PENDING) is not False:
        return None
    if is_idle(request) or is_over(request):
        return None
    return _opened(request, request.user.pk, pending=False)


def lock(request: HttpRequest) -> None:
    """Forget the worker's keys on both sides; they stay signed in."""
    request.session.pop(_BLOB, None)
    request.session.pop(_PENDING, None)
    request.session.pop(_PROVED, None)
    _timed(request).key_to_set = b""


def is_begun(request: HttpRequest) -> bool:
    """Whether this browser has a session of ours at all."""
    return _BEGUN in request.session


def is_over(request: HttpRequest) -> bool:
    """Whether ten hours have gone since sign-in; a session that does not say is over."""
    begun = _moment(request.session, _BEGUN)
    return begun is None or not timedelta(0) <= _now(request) - begun < LONGEST


def is_idle(request: HttpRequest) -> bool:
    """Whether fifteen minutes have gone since the last page; a session that does not say is idle."""
    seen = _moment(request.session, _SEEN)
    return seen is None or _now(request) - seen >= IDLE


def note_activity(request: HttpRequest) -> None:
    """Somebody is here."""
    seen, now = _moment(request.session, _SEEN), _now(request)
    if seen is None or now - seen >= _NOTED_EVERY:
        request.session[_SEEN] = now.isoformat()


def key_cookie_name() -> str:
    """``__Host-`` binds the cookie to this host and to HTTPS; a browser refuses it over plain HTTP."""
    return "__Host-k" if settings.COOKIES_SECURE else "k"


def key_as_text(key: bytes) -> str:
    """K_s as the cookie carries it."""
    return urlsafe_b64encode(key).decode()


def _opened(request: HttpRequest, worker: UUID, *, pending: bool) -> Keyring | None:
    try:
        blob = urlsafe_b64decode(request.session.get(_BLOB, ""))
        raw = unseal(_key(request), blob, _place(request.session, worker, _column(pending=pending)))
        return Keyring.from_bytes(worker, raw)
    except (CannotOpen, ValueError):
        return None


def _key(request: HttpRequest) -> bytes:
    """K_s: the one made while answering this request, else the browser's."""
    fresh = _timed(request).key_to_set
    return fresh if fresh is not None else urlsafe_b64decode(request.COOKIES.get(key_cookie_name(), ""))


def _note_proof(request: HttpRequest, worker: UUID, key: bytes) -> None:
    said = _now(request).isoformat().encode()
    blob = seal(key, said, _place(request.session, worker, "proved"), pad_to=64)
    request.session[_PROVED] = urlsafe_b64encode(blob).decode()


def _column(*, pending: bool) -> str:
    return "pending" if pending else "unlocked"


def _place(session: SessionBase, worker: UUID, column: str) -> Context:
    """One worker's blob in one session: put into any other row, it does not open."""
    row = UUID(bytes=digest((session.session_key or "").encode(), worker.bytes)[:16])
    return Context(deployment=the_service().id, table="session", column=column, row=row)


def _moment(session: SessionBase, name: str) -> datetime | None:
    text = session.get(name)
    return datetime.fromisoformat(text) if text else None


def _now(request: HttpRequest) -> datetime:
    return _timed(request).clock.now()


def _timed(request: HttpRequest) -> TimedRequest:
    return cast("TimedRequest", request)
