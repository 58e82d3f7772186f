"""Locking without leaving, and coming back with the passphrase alone."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yarrow.design.pages import render
from yarrow.staff import session
from yarrow.staff.access import RETURN_TO, page_of_press
from yarrow.staff.actions import note_unlocked
from yarrow.staff.door.way_in import prove
from yarrow.staff.forms import UnlockForm
from yarrow.staff.queries import has_second_factor
from yarrow.staff.requests import TimedRequest
from yarrow.staff.views.sign_in import asked


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock_page(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Ask somebody who is signed in but locked for their passphrase."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if session.keyring_of(request) is not None:
        return _back(request)
    if request.method == "POST":
        return _try(request)
    return render(request, "staff/unlock.html", {"form": asked(UnlockForm, again=again)})


@require_POST
def lock_page(request: HttpRequest) -> HttpResponse:
    """Forget the keys and stay signed in: for a moment away from the desk."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    session.lock(request)
    came_from = page_of_press(request)
    if came_from != request.path:
        request.session[RETURN_TO] = came_from
    return redirect("staff:unlock")


def _try(request: HttpRequest) -> HttpResponse:
    passphrase = request.POST.get("passphrase", "")
    proved = prove(request, username=request.user.get_username(), passphrase=passphrase)
    if proved is None:
        return redirect("staff:unlock_again")
    worker, keyring = proved
    everything_given = not has_second_factor(worker)
    session.begin_unlock(request, keyring, pending=False, proved=everything_given)
    note_unlocked(worker=worker, clock=cast("TimedRequest", request).clock)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(request.session.pop(RETURN_TO, settings.LOGIN_REDIRECT_URL))
