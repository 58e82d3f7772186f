"""The one way in, for the sign-in page and for the demonstration alike."""

from typing import cast

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yarrow.sealing.keyring import Keyring
from yarrow.staff.access import take_return
from yarrow.staff.actions import raise_cost
from yarrow.staff.door.throttle import begin_try
from yarrow.staff.models import Worker
from yarrow.staff.passphrases.stretching import TooBusy
from yarrow.staff.requests import TimedRequest
from yarrow.staff.session import begin_unlock


def enter(request: HttpRequest, *, username: str, passphrase: str) -> HttpResponse:
    """Sign somebody in as far as the passphrase goes; the second factor may still be asked.

    Everything that can go wrong (name, passphrase, left, too many tries) leads to the same page.
    """
    if request.user.is_authenticated:
        logout(request)
    proved = prove(request, username=username, passphrase=passphrase)
    if proved is None:
        return redirect("account_login_again")
    worker, keyring = proved
    clock = cast("TimedRequest", request).clock
    raise_cost(worker=worker, keyring=keyring, passphrase=passphrase, clock=clock)
    back = take_return(request, worker=worker.pk) or settings.LOGIN_REDIRECT_URL
    begin_unlock(request, keyring, pending=True)
    return cast("HttpResponse", perform_login(request, worker, redirect_url=back))


def prove(request: HttpRequest, *, username: str, passphrase: str) -> tuple[Worker, Keyring] | None:
    """The worker whose passphrase this is, with their keys; none also when there were too many tries.

    Raises ``TooBusy``: then nothing was checked and nothing counts.
    """
    timed = cast("TimedRequest", request)
    attempt = begin_try(request, username)
    if attempt is None:
        return None
    try:
        worker = authenticate(request, username=username, password=passphrase)
    except TooBusy:
        attempt.give_back()
        raise
    keyring, timed.fresh_keyring = timed.fresh_keyring, None
    if worker is None or keyring is None or keyring.worker != worker.pk:
        return None
    attempt.give_back()
    return worker, keyring
