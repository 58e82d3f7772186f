"""The sheet in the person's hands. Nothing of the worker, of a case or of anybody else is on these pages."""

from base64 import b64decode, b64encode
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.handover.actions import keep_sealed_words, keep_words, send_answers
from yarrow.handover.browser import SENT, HandedKeys, is_handed
from yarrow.handover.contexts import typed_context
from yarrow.handover.models import Handed
from yarrow.handover.queries import asked_of, handed_here, screen_of, typed_so_far
from yarrow.handover.sheets import SHEETS
from yarrow.handover.shown import parts_of
from yarrow.handover.views.screen import screen_page
from yarrow.handover.views.worker import set_language_of
from yarrow.kernel.errors import NotThere
from yarrow.rooms.queries.drafts import Typed, as_typed
from yarrow.sealing.wrap import info_of
from yarrow.staff.requests import TimedRequest

_SMALLEST, _LARGEST = 1 + 32 + 16, 256 * 1024
"""Bytes of what a browser sealed: the format, the sent half, the tag."""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sheet_page(request: HttpRequest) -> HttpResponse:
    """The one sheet, all on one page, in large letters; whatever is left out is left out."""
    if not is_handed(request):
        raise NotThere
    keys = HandedKeys.of(request)
    if keys is None or SENT in request.session:
        return redirect("handover:given")
    handed = handed_here(keys, _timed(request).clock)
    if (screen := screen_of(handed, keys)) is not None:
        return screen_page(_timed(request), screen)
    return _pressed(request, handed, keys) if request.method == "POST" else _shown(request, handed, keys)


def _shown(request: HttpRequest, handed: Handed, keys: HandedKeys) -> HttpResponse:
    about = asked_of(handed, keys)
    asks = SHEETS[about.sheet]
    context = {
        "title": gettext(about.sheet.words),
        "begins": gettext(asks.begins),
        "parts": parts_of(asks, typed_so_far(handed, keys)),
    }
    return render(request, "handover/sheet.html", context)


def _pressed(request: HttpRequest, handed: Handed, keys: HandedKeys) -> HttpResponse:
    if "language" in request.POST:
        keep_words(handed=handed, typed=_typed(request))
        response = redirect("handover:sheet")
        set_language_of(response, request.POST["language"])
        return response
    if "leave" not in request.POST:
        send_answers(handed=handed, keys=keys, typed=_typed(request), clock=_timed(request).clock)
    request.session[SENT] = "left" if "leave" in request.POST else "sent"
    return redirect("handover:given")


@never_cache
@require_GET
def given_page(request: HttpRequest) -> HttpResponse:
    """Give it back. The same page whether or not anything was sent."""
    if not is_handed(request):
        raise NotThere
    return render(request, "handover/given.html", {"is_over": SENT in request.session})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Where script leaves what is being typed, sealed to a key that is in this browser alone."""
    if not is_handed(request) or SENT in request.session:
        raise NotThere
    handed = handed_here(HandedKeys.of(request), _timed(request).clock)
    if request.method == "GET":
        info = info_of(typed_context(handed.pk))
        return JsonResponse({"draft": str(handed.pk), "to": _text(bytes(handed.public)), "info": _text(info)})
    _take(request, handed)
    return HttpResponse(status=204)


def _take(request: HttpRequest, handed: Handed) -> None:
    if "typed" in request.POST:  # a browser that cannot seal: it is sealed here, at once
        if (typed := as_typed(request.POST["typed"])) is not None:
            keep_words(handed=handed, typed=typed)
        return
    try:
        blob = b64decode(request.POST.get("blob", ""), validate=True)
    except ValueError:
        return
    if request.POST.get("draft", "") == str(UUID(str(handed.pk))) and _SMALLEST <= len(blob) <= _LARGEST:
        keep_sealed_words(handed=handed, blob=blob)


def _typed(request: HttpRequest) -> Typed:
    left_out = {"csrfmiddlewaretoken", "language", "leave"}
    return {
        name: [str(value) for value in request.POST.getlist(name)]
        for name in request.POST
        if name not in left_out
    }


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _timed(request: HttpRequest) -> TimedRequest:
    return cast("TimedRequest", request)
