"""The pages that stand where a page could not be given.

"Not yours" and "not there" are the same bytes for everybody (design.md §1), so these pages know
nothing of the request: no name, no address, no form.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yarrow.design.pages import frame


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """404: no such page, or not for this worker. Also answers 403, which would tell them apart."""
    lines = [
        _("Nothing is kept at this address, or it is not for you."),
        _("If someone gave you this address, ask them."),
    ]
    return _page(404, _("This page is not there"), lines)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """400: the browser sent something we could not read."""
    lines = [
        _("What your browser sent did not arrive whole."),
        _("Go back and try again. Nothing was changed."),
    ]
    return _page(400, _("We could not read that"), lines)


def not_from_our_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """403: a form that we cannot be sure came from our own page (CSRF, or another site)."""
    lines = [
        _("We could not be sure that this came from a page of this service, so nothing was changed."),
        _("Go back, load the page again, and send it once more."),
    ]
    return _page(403, _("That was not sent"), lines)


def too_busy(request: HttpRequest, *, retry_after: int) -> HttpResponse:  # noqa: ARG001  # as the others
    """429: too many people are signing in at once. ``retry_after`` in seconds."""
    lines = [
        _("Many people are signing in at once. Nothing was checked, and what you typed is not kept."),
        _("Wait a quarter of a minute and try again. If someone is in danger, call 999 now."),
    ]
    response = _page(429, _("Please try again in a moment"), lines)
    response["Retry-After"] = str(retry_after)
    return response


def keys_do_not_count(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """409: what was to be sealed would have gone to somebody whose keys the record knows otherwise."""
    lines = [
        _("The list of whose key is whose is not what the record says. Somebody may have altered it."),
        _("So nothing was sealed, and what you sent just now was not saved. You can still read."),
        _("Tell a supervisor, and whoever runs the machine, today."),
        _("In danger, ring 999: do not wait for this system."),
    ]
    return _page(409, _("This cannot be saved safely"), lines)


def nothing_written(request: HttpRequest, status: int = 507) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """507: the disk is full, or cannot be written to. Reading goes on."""
    lines = [
        _("The disk of this service is full, or cannot be written to. What you sent just now was not saved."),
        _("What you typed waits, sealed for you: open the page again, and send it again when there is room."),
        _("You can still read. Tell whoever runs the machine."),
        _("In danger, ring 999: do not wait for this system."),
    ]
    return _page(status, _("Nothing can be saved just now"), lines)


def went_wrong(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """500: a fault of ours."""
    lines = [
        _("Something failed on our side. What you sent just now may not be kept."),
        _("Warnings do not wait for this system: if someone is in danger, call 999."),
    ]
    return _page(500, _("Something went wrong"), lines)


def _page(status: int, heading: str, lines: list[str]) -> HttpResponse:
    context = {"page": frame(), "heading": heading, "lines": lines}
    return HttpResponse(render_to_string("design/error.html", context, using="pages"), status=status)
