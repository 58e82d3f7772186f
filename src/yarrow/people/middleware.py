"""Somebody whose keys nobody has vouched for reaches their own figures, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from yarrow.staff.queries import is_waiting
from yarrow.staff.queries.posts import has_no_post

Answer = Callable[[HttpRequest], HttpResponse]

WAITS = "waits"
"""Session key, set at sign-in (``apps``): only such sessions are asked again at each page."""

_MAY_REACH = {
    "account_login",
    "people:waiting",
    "people:make_code",
    "people:once",
    "mfa_activate_totp",
    "mfa_activate_totp_again",
    "staff:sign_out",
    "staff:unlock",
    "staff:unlock_again",
    "staff:prove",
    "staff:prove_again",
    "staff:lock",
    "design:exit",
    "design:language",
}


class WaitingMiddleware:
    """Leads whoever waits to the page with their figures."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _seems_to_wait(request) and request.user.is_authenticated and not _may_reach(request):
            # Hazard: whoever takes their own lines away while signed in would not be asked at sign-in.
            if has_no_post(request.user) or is_waiting(request.user):
                return redirect("people:waiting")
            request.session.pop(WAITS, None)
        return self.get_response(request)


def _seems_to_wait(request: HttpRequest) -> bool:
    return bool(request.session.get(WAITS)) or has_no_post(request.user)


def _may_reach(request: HttpRequest) -> bool:
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    return name in _MAY_REACH or name.startswith(("mfa_", "staff:passkey"))
