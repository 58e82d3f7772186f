"""Leaving quickly."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yarrow.design.error_pages import nothing_written


@require_safe
def not_now(request: HttpRequest) -> HttpResponse:
    """Where a post is sent that could not be saved, since the disk is full: it says so, and nothing else."""
    return nothing_written(request, status=200)


def exit_page(request: HttpRequest) -> HttpResponse:
    """End everything this browser holds of us and go somewhere harmless (security.md §6.2).

    A plain GET, so that it works as a link without script: all a stranger can do with it is
    sign somebody out. It cannot be a form: ``form-action 'self'`` bars the redirect outward.
    """
    logout(request)
    response = redirect(settings.EXIT_TO)
    for name in request.COOKIES:
        response.delete_cookie(name, samesite="Strict")
    # A changed cookie makes browsers throw away the page they keep in memory for "Back".
    response.set_cookie(
        settings.LEFT_COOKIE_NAME,
        "1",
        max_age=5,
        secure=settings.COOKIES_SECURE,
        httponly=True,
        samesite="Strict",
    )
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
