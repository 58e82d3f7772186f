"""Answering with a page: what every template is given, and the one function that renders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the navigation."""

    href: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame around every page needs to know."""

    language: str
    other_language: str
    other_language_name: str
    service_name: str
    path: str = "/"
    worker_name: str = ""
    sign_out: str = ""
    lock: str = ""
    """Where this page is locked, and where it is opened again; empty where nothing is unlocked."""
    unlock: str = ""
    idle_seconds: int = 0
    navigation: tuple[Place, ...] = ()
    notices: Sequence[Any] = ()


def frame() -> Page:
    """The frame of a page that knows nothing of the request: the same bytes for everybody."""
    language = _language()
    other = "en" if language == "cy" else "cy"
    return Page(language, other, dict(settings.LANGUAGES)[other], service_name())


def service_name() -> str:
    """The discreet name of the service, the only one a participant ever sees (design.md §5.8)."""
    return gettext(settings.SERVICE_DISCREET_NAME)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: the frame, and no room unless the view names one.

    Which pathway the case of the page is on is said by a processor above (``desk.pathway_of_page``),
    and where somebody at risk is reported from here by another (``agencies.nearby``).
    """
    bare = frame()
    worker = getattr(request, "user", None)
    unlocked = hasattr(request, "keyring")
    signed_in = worker is not None and worker.is_authenticated
    page = Page(
        language=bare.language,
        other_language=bare.other_language,
        other_language_name=bare.other_language_name,
        service_name=bare.service_name,
        path=request.path,
        worker_name=str(getattr(worker, "name", "")) if signed_in else "",
        sign_out=_address(settings.SIGN_OUT_ROUTE) if signed_in else "",
        lock=_address(settings.LOCK_ROUTE) if unlocked else "",
        unlock=_address(settings.UNLOCK_ROUTE) if unlocked else "",
        idle_seconds=settings.COVER_AFTER_SECONDS,
        navigation=links(request.path, getattr(request, "places", settings.NAVIGATION)) if signed_in else (),
        notices=list(get_messages(request)),
    )
    return {"page": page, "room": None, "case_pathway": None, "report": ""}


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a page. Give ``room`` (a ``RoomShown``) in the context to show its band."""
    return HttpResponse(
        render_to_string(template, dict(context or {}), request, using="pages"), status=status
    )


def links(path: str, routes: Sequence[tuple[str, str]]) -> tuple[Place, ...]:
    """Route names and English texts as links; a route whose package is not installed is left out."""
    found = ((_address(route), gettext(text)) for route, text in routes)
    return tuple(Place(href, text, path == href) for href, text in found if href)


def _language() -> str:
    return "cy" if (get_language() or "").startswith("cy") else "en"


def _address(route: str) -> str:
    """Empty when the package that owns the page is not installed (tests of one package alone)."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
