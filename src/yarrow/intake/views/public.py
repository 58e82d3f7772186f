"""The public form. Nothing typed is in an address, in a log, or drawn in answer to a post."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from django.views.i18n import set_language

from yarrow.design.forms import problems_of, typed_in
from yarrow.design.pages import render
from yarrow.intake.actions import receive_referral
from yarrow.intake.draft_cookie import DraftCookie, take_cookie
from yarrow.intake.flood import is_flooded
from yarrow.intake.forms import ReferralForm, as_posted
from yarrow.rooms.actions import forget_public_draft, save_public_draft
from yarrow.rooms.queries import intake_room, public_draft
from yarrow.rooms.queries.drafts import Typed
from yarrow.sealing.keys import new_symmetric_key
from yarrow.staff.requests import TimedRequest

_SWITCHED = "language"  # the button of the other language; it sends nothing, and nothing is called wrong
_LATER = "later"  # kept beside what was typed: why it was not sent although nothing was wrong with it


# Whoever writes here has no session to misuse, and posts from other sites are refused before
# . A token that ran out while somebody typed for an hour would lose what they typed.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def public(request: HttpRequest) -> HttpResponse:
    """Tell us what is going on; sealed on arrival, or offered again in this browser alone."""
    timed = cast("TimedRequest", request)
    return _receive(timed) if request.method == "POST" else _show(timed)


@never_cache
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived. The same page for everybody, whatever they wrote."""
    return render(request, "intake/thanks.html", _numbers())


@require_GET
def two_ways(request: HttpRequest) -> HttpResponse:
    """How restorative justice and restorative approaches differ, for everybody (domain.md §1.5)."""
    return render(request, "intake/two_ways.html", {})


def _show(request: TimedRequest) -> HttpResponse:
    if intake_room() is None:
        return render(request, "intake/closed.html", _numbers())
    kept = DraftCookie.of(request)
    typed = public_draft(draft=kept.draft, key=kept.key) if kept else None
    form = _offered(request, typed) if typed else ReferralForm(today=request.clock.today())
    return render(
        request, "intake/public.html", _numbers() | {"form": form, "later": bool(typed and _LATER in typed)}
    )


def _offered(request: TimedRequest, typed: Typed) -> ReferralForm:
    """What was typed, with what is wrong said in the language of this page."""
    today = request.clock.today()
    if _SWITCHED in typed:
        return ReferralForm.offered_again(typed, {}, today=today)
    checked = ReferralForm(as_posted(typed), today=today)
    return ReferralForm.offered_again(typed, problems_of(checked), today=today)


def _receive(request: TimedRequest) -> HttpResponse:
    form = ReferralForm(request.POST, today=request.clock.today())
    if _SWITCHED in request.POST:
        return _in_the_other_language(request, typed_in(form))
    room, is_late = intake_room(), is_flooded(request, request.clock)
    if room is None or is_late or not form.is_valid():
        return _offer_again(request, typed_in(form) | ({_LATER: ["1"]} if is_late else {}))
    receive_referral(room=room, referral=form.referral(), once=form.once_id(), clock=request.clock)
    _forget(request)
    response = redirect("intake:thanks")
    take_cookie(response)
    return response


def _in_the_other_language(request: TimedRequest, typed: Typed) -> HttpResponse:
    response = _offer_again(request, typed | {_SWITCHED: ["1"]})
    for cookie in set_language(request).cookies.values():
        response.cookies[cookie.key] = cookie
    return response


def _offer_again(request: TimedRequest, typed: Typed) -> HttpResponse:
    _forget(request)
    key = new_symmetric_key()
    draft = save_public_draft(typed=typed, key=key, clock=request.clock)
    response = redirect("intake:public")
    DraftCookie(draft, key).put_on(response)
    return response


def _forget(request: TimedRequest) -> None:
    if kept := DraftCookie.of(request):
        forget_public_draft(draft=kept.draft, key=kept.key)


def _numbers() -> dict[str, str]:
    return {
        "helpline": getattr(settings, "LIVE_FEAR_FREE_PHONE", "0808 80 10 800"),
        "service_phone": getattr(settings, "SERVICE_PHONE", ""),
    }
