"""Handing over and taking back: what a worker presses."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.handover.actions import give_back, hand_over
from yarrow.handover.browser import HANDED, LANGUAGE_BEFORE, SENT, HandedKeys, is_handed, take_keys
from yarrow.handover.forms import HandOverForm
from yarrow.handover.queries import readers_in
from yarrow.handover.rules import has_apart
from yarrow.handover.screen import STEP, STOPPED
from yarrow.handover.sheets import SHEETS
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.record.views.doors import on_screen, room_of_a_person
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.staff import session
from yarrow.staff.access import RETURN_TO, signed_in_view
from yarrow.staff.actions import note_unlocked
from yarrow.staff.door.way_in import prove
from yarrow.staff.queries import has_second_factor, worker
from yarrow.staff.requests import TimedRequest, WorkerRequest

_WRONG = "handed_wrong"
"""Session key: the last passphrase did not open anything."""


@working_view
def begin_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Choose one sheet and hand the device over: from that press nothing else is there."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _handed(request, room_id)
    screen = on_screen(request, room_id)
    context: dict[str, Any] = {
        "room": screen.shown,
        "here": room,
        "form": form_for(request, HandOverForm),
        "readers": [worker(each).name for each in readers_in(room.case, request.worker)] if room.case else [],
        "apart": [gettext(sheet.words) for sheet, asks in SHEETS.items() if has_apart(asks)],
    }
    return render(request, "handover/begin.html", context)


def _handed(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    keys = hand_over(
        room_id=room_id,
        sheet=HandedSheet.of(form.cleaned_data["sheet"]),
        name=on_screen(request, room_id).shown.name,
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(keys, Refused):
        return offer_again(request, form, keys)
    forget_draft(worker=request.worker, path=request.path)
    back_to = reverse("record:room", args=[room_id])
    return lock_for(request, keys, form.cleaned_data["language"], back_to=back_to)


def lock_for(request: WorkerRequest, keys: HandedKeys, language: str, *, back_to: str) -> HttpResponse:
    """The worker's keys are forgotten before anything is shown: who holds the device holds none of them."""
    session.lock(request)
    request.session[HANDED] = str(keys.handed)
    request.session[LANGUAGE_BEFORE] = get_language() or settings.LANGUAGE_CODE
    request.session[RETURN_TO] = back_to
    for name in (SENT, STEP, STOPPED):
        request.session.pop(name, None)
    response = redirect("handover:sheet")
    keys.put_on(response)
    set_language_of(response, language)
    return response


def set_language_of(response: HttpResponse, language: str) -> None:
    """Let this browser read in a language from now on."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            secure=settings.COOKIES_SECURE,
            httponly=True,
            samesite="Strict",
        )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def take_back_page(request: HttpRequest) -> HttpResponse:
    """The worker takes the device back with their passphrase. The page names nobody."""
    if not is_handed(request) or not request.user.is_authenticated:
        raise NotThere
    if request.method == "POST":
        return _try(request)
    return render(
        request, "handover/take_back.html", {"wrong": bool(request.session.pop("handed_wrong", ""))}
    )


def _try(request: HttpRequest) -> HttpResponse:
    proved = prove(
        request, username=request.user.get_username(), passphrase=request.POST.get("passphrase", "")
    )
    if proved is None:
        request.session[_WRONG] = "1"
        return redirect("handover:take_back")
    by, keyring = proved
    clock = cast("TimedRequest", request).clock
    give_back(handed=UUID(request.session.pop(HANDED)), by=by, clock=clock)
    was_sent, before = request.session.pop(SENT, ""), request.session.pop(LANGUAGE_BEFORE, "")
    session.begin_unlock(request, keyring, pending=False, proved=not has_second_factor(by))
    note_unlocked(worker=by, clock=clock)
    return _back(request, before, was_sent=was_sent == "sent")


def _back(request: HttpRequest, language: str, *, was_sent: bool) -> HttpResponse:
    said = gettext("What they sent is sealed where it belongs.") if was_sent else gettext("Nothing was sent.")
    messages.success(request, said)
    response = redirect("handover:again")
    set_language_of(response, language)
    take_keys(response)
    return response


@require_GET
@signed_in_view
def again_page(request: WorkerRequest) -> HttpResponse:
    """It is the worker's own again. Nobody's name stands here: the person may still be beside them."""
    on = request.session.get(RETURN_TO, settings.LOGIN_REDIRECT_URL)
    return render(request, "handover/again.html", {"on": on})
