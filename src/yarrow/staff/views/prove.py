"""Proving again who one is, for acts that ask more than being signed in (security.md R-25)."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yarrow.design.pages import render
from yarrow.staff import session
from yarrow.staff.access import RETURN_TO
from yarrow.staff.actions import note_code_refused, note_proved
from yarrow.staff.door.factors import factor_given, factors_asked
from yarrow.staff.door.way_in import prove
from yarrow.staff.forms import ProofForm, UnlockForm
from yarrow.staff.queries import has_second_factor
from yarrow.staff.requests import TimedRequest
from yarrow.staff.views.sign_in import asked


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prove_page(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Ask for the passphrase and, where the worker has one, the second factor, in one page.

    One page, so that no half-given proof waits anywhere. It also unlocks: it asks for more.
    """
    if not request.user.is_authenticated:
        return redirect("account_login")
    if session.keyring_of(request) and session.proved_at(request):
        return _back(request)
    if request.method == "POST":
        return _try(request)
    factors = factors_asked(request.user)
    form = ProofForm if factors["has_code"] else UnlockForm
    return render(request, "staff/prove.html", {"form": asked(form, again=again), **factors})


def _try(request: HttpRequest) -> HttpResponse:
    passphrase = request.POST.get("passphrase", "")
    proved = prove(request, username=request.user.get_username(), passphrase=passphrase)
    if proved is None:
        return redirect("staff:prove_again")
    worker, keyring = proved
    clock = cast("TimedRequest", request).clock
    if has_second_factor(worker) and factor_given(request, worker) is None:
        note_code_refused(worker=worker, clock=clock)
        return redirect("staff:prove_again")
    session.begin_unlock(request, keyring, pending=False, proved=True)
    note_proved(worker=worker, clock=clock)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(request.session.pop(RETURN_TO, settings.LOGIN_REDIRECT_URL))
