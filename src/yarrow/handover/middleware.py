"""While a device is in somebody else's hands, only their sheet is there. Everything else is not.

It stands before anything that looks at who is signed in: a page that somebody adds later is shut too.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache

from yarrow.design.pages import render

from .browser import is_handed

Answer = Callable[[HttpRequest], HttpResponse]

REACHED = frozenset(
    {"handover:sheet", "handover:keep", "handover:given", "handover:take_back", "design:exit"},
)
"""All that is there: the sheet, where its words are kept, giving back, and the way out."""


class OneSheetOnly:
    """Answers every other address of a handed-over browser with one and the same page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_handed(request) and not _is_reached(request):
            return nothing_here(request)
        return self.get_response(request)


@never_cache
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Nothing is here, and the way back to the sheet."""
    return render(request, "handover/nothing_here.html", status=404)


def _is_reached(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in REACHED
    except Resolver404:
        return False
