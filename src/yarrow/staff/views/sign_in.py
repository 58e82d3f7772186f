"""Signing in and out. A post is always answered by a redirect (security.md R-43)."""

from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yarrow.design.forms import PageForm
from yarrow.design.pages import links, render
from yarrow.staff import session
from yarrow.staff.actions import note_code_refused, note_sign_out
from yarrow.staff.door.factors import factor_given, factors_asked
from yarrow.staff.door.way_in import enter
from yarrow.staff.forms import CodeForm, SignInForm
from yarrow.staff.queries import is_demo
from yarrow.staff.requests import TimedRequest

DID_NOT_WORK = _("That did not work. Try again. After five tries, wait five minutes.")
"""The one answer to everything that can be wrong, so that it tells nothing (R-27)."""


def asked(form: type[PageForm], *, again: bool, **more: Any) -> PageForm:
    """An empty form, with the one neutral problem when this is another try."""
    return form.offered_again({}, {"__all__": [str(DID_NOT_WORK)]}, **more) if again else form(**more)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Ask for name and passphrase."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        typed = request.POST
        return enter(request, username=typed.get("username", ""), passphrase=typed.get("passphrase", ""))
    context = {
        "form": asked(SignInForm, again=again),
        "links": links(request.path, settings.DOOR_LINKS),
        "is_demo": is_demo(),
    }
    return render(request, "staff/sign_in.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth ships no types
def second_factor(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Ask for the code, after a right passphrase. Until then the keys are pending."""
    if request.method == "POST":
        return _try_code(request)
    worker = request._login_stage.login.user  # type: ignore[attr-defined]  # noqa: SLF001  # where allauth puts it
    context = {"form": asked(CodeForm, again=again), **factors_asked(worker)}
    return render(request, "staff/second_factor.html", context)


def _try_code(request: HttpRequest) -> HttpResponse:
    stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001  # where allauth puts it
    factor = factor_given(request, stage.login.user)
    if factor is not None:
        post_authentication(request, factor)
        return cast("HttpResponse", stage.exit())
    note_code_refused(worker=stage.login.user, clock=cast("TimedRequest", request).clock)
    return redirect("mfa_authenticate_again")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session here and in the browser."""
    if request.user.is_authenticated:
        note_sign_out(worker=request.user, clock=cast("TimedRequest", request).clock)
    session.lock(request)
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
