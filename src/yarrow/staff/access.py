"""Who may see a page at all: somebody signed in, whose keys are open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from yarrow.kernel.errors import NotThere
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.session import keyring_of, proved_at
from yarrow.staff.terms import BOOKED, OUTSIDE
from yarrow.staff.whose_page import mark_of

RETURN_TO = "return_to"
"""Session key: the page to come back to after unlocking. Addresses here are random ids only (R-40)."""

_RETURN_OF = "return_of"
"""Session key: whose page that is, where the worker had to be signed out."""

P = ParamSpec("P")


def signed_in_view(
    view: Callable[Concatenate[WorkerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for workers: it finds ``request.worker`` and ``request.keyring``.

    Somebody not signed in is sent to sign in; somebody signed in but locked (idle, another
    browser, a lost cookie) to give the passphrase again.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("account_login")
        if _is_outside(request):
            request.places = _pages_of(request)[0]  # type: ignore[attr-defined]  # read by design.pages
            if _view_name(request) == settings.GUESTS_COME_FROM:
                return redirect(_pages_of(request)[2])
            if _is_shut_to(request):
                raise NotThere
        keyring = keyring_of(request)
        if keyring is None:
            return _to_unlock(request)
        worker_request = cast("WorkerRequest", request)
        worker_request.worker, worker_request.keyring = request.user, keyring
        worker_request.page_of = mark_of(request.user, worker_request.clock)
        worker_request.proved_at = proved_at(request)
        return view(worker_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)


def proved_view(
    view: Callable[Concatenate[WorkerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for acts that must be proved again (security.md R-25): like ``signed_in_view``, and stricter.

    Passphrase and, where the worker has one, second factor must have been given in this session
    within five minutes. Otherwise they are asked for and the browser comes back here; what a post
    carried is kept sealed, as when locked, and offered again by the form of the page. Words that
    prove who somebody is (passphrases, codes) are never kept.
    """
    guarded = signed_in_view(view)

    @never_cache
    @wraps(view)
    def proved(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated and keyring_of(request) and proved_at(request):
            return guarded(request, *args, **kwargs)
        if request.user.is_authenticated and _is_shut_to(request):
            raise NotThere
        if request.method == "POST":
            keep_typed: Callable[[HttpRequest], None] = import_string(settings.KEEP_TYPED)
            keep_typed(request)
        if not request.user.is_authenticated:
            return redirect("account_login")
        request.session[RETURN_TO] = page_of_press(request)
        return redirect("staff:prove")

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", proved)


def page_of_press(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a press the page on which it was pressed."""
    told = request.headers.get("Referer", "")
    if request.method == "GET" or urlsplit(told).netloc != request.get_host():
        return request.path
    path = urlsplit(told).path
    # Hazard: a path that begins with two slashes is, in a redirect, the name of another host.
    is_here = url_has_allowed_host_and_scheme(path, allowed_hosts=None) and not path.startswith("//")
    return path if is_here else request.path


def pressable_while_locked(
    view: Callable[Concatenate[WorkerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A press that must never wait for a passphrase: it finds ``request.worker``, and no keyring.

    Hazard: after fifteen quiet minutes the keys are sealed again, and a stop pressed then would
    be answered with "give your passphrase". Only for what closes, needs no key and shows nothing.
    """

    @never_cache
    @wraps(view)
    def pressed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("account_login")
        if _is_shut_to(request):
            raise NotThere
        worker_request = cast("WorkerRequest", request)
        worker_request.worker = request.user
        return view(worker_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", pressed)


def remember_return(request: HttpRequest, *, worker: UUID, path: str) -> None:
    """Keep, for nobody but this worker, which page to come back to after signing in again."""
    request.session[RETURN_TO], request.session[_RETURN_OF] = path, str(worker)


def take_return(request: HttpRequest, *, worker: UUID) -> str | None:
    """The page that waits for this worker, once; whatever waits for somebody else is forgotten."""
    path, whose = request.session.pop(RETURN_TO, None), request.session.pop(_RETURN_OF, None)
    return path if whose == str(worker) else None


def _is_outside(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.post in OUTSIDE)


def _pages_of(request: HttpRequest) -> tuple[list[tuple[str, str]], tuple[str, ...], str]:
    """The menu of who is no colleague, all pages that are there for them, and where their day begins."""
    if request.user.is_authenticated and request.user.post in BOOKED:
        return settings.BOOKED_NAVIGATION, settings.BOOKED_MAY_REACH, settings.BOOKED_COME_TO
    return settings.GUEST_NAVIGATION, settings.GUESTS_MAY_REACH, settings.GUESTS_COME_TO


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _is_shut_to(request: HttpRequest) -> bool:
    """Whether this page is not there for who is no colleague: every page is that is not named.

    Hazard: a page that somebody adds later must be shut to them until somebody decides otherwise.
    """
    return _is_outside(request) and _view_name(request) not in _pages_of(request)[1]


def _to_unlock(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        request.session[RETURN_TO] = request.path
    return redirect("staff:unlock")
