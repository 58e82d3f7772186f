"""Whether a second factor was given: a code from the worker's phone, or their passkey."""

from typing import Any, TypedDict

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest

from yarrow.sealing.errors import CannotOpen
from yarrow.staff.door import passkeys, seeds
from yarrow.staff.door.throttle import begin_try
from yarrow.staff.models import Worker
from yarrow.staff.queries.workers import factors_of


def factor_given(request: HttpRequest, worker: Worker) -> Authenticator | None:
    """The factor that this post proves, or none: wrong, used before, somebody else's, too many tries."""
    attempt = begin_try(request, worker.username, what="code")
    if attempt is None:
        return None
    credential = request.POST.get("credential", "")
    factor = passkeys.proved_by(worker, credential) if credential else _by_code(request, worker)
    if factor is not None:
        attempt.give_back()
    return factor


class Asked(TypedDict):
    """What a page that asks for a second factor shows."""

    has_code: bool
    options: dict[str, Any]
    """For the browser's authenticator; empty where the worker has no passkey."""


def factors_asked(worker: Worker) -> Asked:
    """What this worker may give. Begins a challenge where they have a passkey."""
    kinds = {factor.type for factor in factors_of(worker)}
    options = passkeys.begin_authentication(worker) if Authenticator.Type.WEBAUTHN in kinds else {}
    return Asked(has_code=Authenticator.Type.TOTP in kinds, options=options)


def _by_code(request: HttpRequest, worker: Worker) -> Authenticator | None:
    factor = Authenticator.objects.filter(user_id=worker.pk, type=Authenticator.Type.TOTP).first()
    if factor is None or not seeds.is_of(worker, factor.data["secret"]):
        return None
    try:
        # allauth marks the code as used, in the database cache: once, in whatever process.
        return factor if TOTP(factor).validate_code(request.POST.get("code", "")) else None
    except CannotOpen:
        return None
