"""Who may see a page at all: somebody signed in, whose keys are open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from yarrow.staff.requests import WorkerRequest
from yarrow.staff.session import keyring_of

RETURN_TO = "return_to"
"""Session key: the page to come back to after unlocking. Addresses here are random ids only (R-40)."""

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
        return view(worker_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)


def _to_unlock(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        request.session[RETURN_TO] = request.path
    return redirect("staff:unlock")
