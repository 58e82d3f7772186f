"""Passkeys as a second factor: they prove who somebody is and open no key (decision 0002).

allauth does the ceremony. Ours is the binding: what is kept of a passkey is public, but a row that
somebody wrote into the database must not become a factor, so each carries a peppered fingerprint
over worker and credential.
"""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare

from yarrow.sealing.pepper import fingerprint, peppered_key
from yarrow.staff.models import Worker
from yarrow.staff.queries.service import pepper, the_service

_LONGEST = 20_000
"""Characters of an answer of an authenticator: a bound on what is parsed."""


def begin_registration(worker: Worker) -> dict[str, Any]:
    """What the browser asks a new authenticator; the challenge waits in the session."""
    return dict(auth.begin_registration(worker, passwordless=False))


def registered(text: str) -> dict[str, Any] | None:
    """The credential a browser answers with, if it answers our challenge; once."""
    credential = _parsed(text)
    if credential is None:
        return None
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, KeyError, TypeError):
        return None
    finally:
        auth.clear_state()
    return credential


def begin_authentication(worker: Worker) -> dict[str, Any]:
    """What the browser asks an authenticator of this worker; the challenge waits in the session."""
    return dict(auth.begin_authentication(worker))


def proved_by(worker: Worker, text: str) -> Authenticator | None:
    """The passkey of this worker that answered our challenge, or none. A challenge counts once."""
    credential = _parsed(text)
    if credential is None:
        return None
    try:
        auth.parse_authentication_response(credential)
        factor: Authenticator = auth.complete_authentication(worker, credential)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError):
        return None
    finally:
        auth.clear_state()
    return factor if is_bound(worker, factor) else None


def bound(worker: Worker, credential: dict[str, Any]) -> str:
    """The fingerprint kept beside a credential: this one, of this worker, in this service."""
    key = peppered_key(pepper(), "passkey/v1", the_service().id)
    text = json.dumps(credential, sort_keys=True, separators=(",", ":"))
    return fingerprint(key, f"{worker.pk.hex} {text}").hex()


def is_bound(worker: Worker, factor: Authenticator) -> bool:
    """Whether the row was written by this service for this worker."""
    kept = str(factor.data.get("bound", ""))
    return constant_time_compare(kept, bound(worker, factor.data.get("credential", {})))


def _parsed(text: str) -> dict[str, Any] | None:
    if len(text) > _LONGEST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
