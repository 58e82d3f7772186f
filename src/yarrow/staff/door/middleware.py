"""What happens around every request: the clock, the key cookie, and how long a session lasts."""

import logging
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from yarrow.design.error_pages import keys_do_not_count, too_busy
from yarrow.kernel.clock import Clock
from yarrow.kernel.look import one_look
from yarrow.staff import session
from yarrow.staff.access import RETURN_TO, remember_return
from yarrow.staff.actions import KNOWN_FOR, note_exit, raise_alarm
from yarrow.staff.passphrases.stretching import RETRY_AFTER, TooBusy
from yarrow.staff.queries.roster import RosterPutBack
from yarrow.staff.queries.service import service_read_once, the_service
from yarrow.staff.queries.workers import has_second_factor
from yarrow.staff.requests import TimedRequest
from yarrow.staff.terms import Kind

Answer = Callable[[HttpRequest], HttpResponse]

_LOG = logging.getLogger("yarrow.staff")
_LOOKS = frozenset({"GET", "HEAD"})

_SECOND_FACTOR_GIVEN = "second_factor"
_WITHOUT_SECOND_FACTOR = {
    "account_login",
    "mfa_activate_totp",
    "mfa_activate_totp_again",
    "staff:sign_out",
    "staff:unlock",
    "staff:unlock_again",
    "staff:prove",
    "staff:prove_again",
    "staff:account",
    "staff:passkey",
    "staff:passkey_again",
    "staff:end_others",
    "staff:lock",
    "design:exit",
    "design:language",
}
"""What a worker who still has to set up a second factor may reach; everything else waits."""

_AT_THE_DOOR = _WITHOUT_SECOND_FACTOR | {
    "account_login_again",
    "mfa_authenticate",
    "mfa_authenticate_again",
    "staff:enter_as",
}
"""Pages that keep nothing typed and ask no keys: there a session that is over ends before the page."""


class ClockMiddleware:
    """Every request brings its own clock, so that demo, replay and tests can set the time."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timed = cast("TimedRequest", request)
        timed.clock = _clock()
        timed.key_to_set = timed.device_to_set = None
        timed.fresh_keyring = None
        with one_look(is_look=request.method in _LOOKS), service_read_once() as read:
            response = self.get_response(request)
            if read.put_back:
                _sound(read.put_back, timed.clock)
            return response


def _sound(put_back: set[UUID], clock: Clock) -> None:
    """Hazard: the act that found it was refused and rolled back, and with it any word of it."""
    try:
        raise_alarm(workers=put_back, clock=clock)
    except DatabaseError:
        # Reading goes on when nothing can be written (decision 0015); the log has it.
        _LOG.exception("The alarm about the roster could not be written")


class BusyMiddleware:
    """Answers when too many passphrases are checked at once, or keys do not count: never by failing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RosterPutBack):
            return keys_do_not_count(request)
        return too_busy(request, retry_after=RETRY_AFTER) if isinstance(exception, TooBusy) else None


class KeyCookieMiddleware:
    """Ends what has lasted too long before the page, and writes the key cookie after it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        leaves_after = session.is_begun(request) and _end_what_is_over(request)
        response = self.get_response(request)
        if leaves_after:
            _sign_out_late(request)
        _write_cookie(cast("TimedRequest", request), response)
        return response


class ExitMiddleware:
    """Audits the exit button, which ``design`` answers without knowing who pressed it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _goes_to(request, {"design:exit"}) and request.user.is_authenticated:
            note_exit(worker=request.user, clock=cast("TimedRequest", request).clock)
            session.lock(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """In a real service nobody gets further than setting up their second factor (security.md R-21)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _must_set_up_second_factor(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _end_what_is_over(request: HttpRequest) -> bool:
    """Lock and sign out as the time says; answers whether the worker is to be signed out after the page.

    What somebody typed for hours arrives in a post: their page, locked, seals it before they leave.
    """
    if session.is_over(request):
        session.lock(request)
        if _brings_typed_text(request):
            return True
        logout(request)
        return False
    if session.is_idle(request):
        session.lock(request)
    session.note_activity(request)
    return False


def _brings_typed_text(request: HttpRequest) -> bool:
    return request.method == "POST" and request.user.is_authenticated and not _goes_to(request, _AT_THE_DOOR)


def _sign_out_late(request: HttpRequest) -> None:
    """Sign out, remembering for the same worker alone where their sealed text waits."""
    if not request.user.is_authenticated:
        return
    worker, waits_at = request.user.pk, request.session.get(RETURN_TO)
    logout(request)
    if waits_at is not None:
        remember_return(request, worker=worker, path=waits_at)


def _write_cookie(request: TimedRequest, response: HttpResponse) -> None:
    name, secure = session.key_cookie_name(), settings.COOKIES_SECURE
    if request.key_to_set == b"":
        response.delete_cookie(name, samesite="Strict")
    elif request.key_to_set is not None:
        text = session.key_as_text(request.key_to_set)
        response.set_cookie(name, text, secure=secure, httponly=True, samesite="Strict")
    if request.device_to_set is not None:
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            request.device_to_set,
            max_age=KNOWN_FOR,
            secure=secure,
            httponly=True,
            samesite="Strict",
        )


def _must_set_up_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.session.get(_SECOND_FACTOR_GIVEN):
        return False
    if the_service().kind != Kind.REAL or _goes_to(request, _WITHOUT_SECOND_FACTOR):
        return False
    has = has_second_factor(request.user)
    if has:
        request.session[_SECOND_FACTOR_GIVEN] = True
    return not has


def _goes_to(request: HttpRequest, names: set[str]) -> bool:
    try:
        return resolve(request.path_info).view_name in names
    except Resolver404:
        return False


def _clock() -> Clock:
    make: Callable[[], Clock] = settings.YARROW_CLOCK
    return make()
