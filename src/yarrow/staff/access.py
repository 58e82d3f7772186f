"""Who may see a page at all: somebody signed in, whose keys are open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from yarrow.staff.requests import WorkerRequest
from yarrow.staff.session import keyring_of
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
        keyring = keyring_of(request)
        if keyring is None:
            return _to_unlock(request)
        worker_request = cast("WorkerRequest", request)
        worker_request.worker, worker_request.keyring = request.user, keyring
        worker_request.page_of = mark_of(request.user, worker_request.clock)
        return view(worker_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)


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


def _to_unlock(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        request.session[RETURN_TO] = request.path
    return redirect("staff:unlock")
