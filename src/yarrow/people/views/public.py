"""Two fixed public pages: somebody joins with a code, or has lost their passphrase (security.md §5.4).

No id in the address, one answer to everything that can be wrong. Tries are counted by network and
never by name: a code of 160 bits is not guessed, and no stranger may keep a newcomer out. Nothing
here tells who works at this service.
"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.people.actions import take_code, use_code
from yarrow.people.forms import JoinForm, LostForm
from yarrow.staff.door.throttle import begin_try
from yarrow.staff.models import Worker
from yarrow.staff.passphrases.stretching import TooBusy
from yarrow.staff.requests import TimedRequest

DID_NOT_WORK = _(
    "That did not work. Check the sign-in name and each group of the code. The passphrase needs at "
    "least 15 characters and several different words, typed the same both times. "
    "After many tries, wait five minutes."
)
"""The one answer to everything that can be wrong, so that it tells nothing (R-27)."""

Act = Callable[..., Worker | Refused]


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join_page(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Type a code that a colleague gave, and choose a passphrase."""
    if request.method == "POST":
        done = _tried(request, JoinForm(request.POST), take_code, what="join")
        return redirect("people:joined" if done else "people:join_again")
    return render(request, "people/join.html", {"form": _form(JoinForm, again=again)})


@never_cache
@require_GET
def joined_page(request: HttpRequest) -> HttpResponse:
    """What comes next, the same for everybody."""
    return render(request, "people/joined.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def lost_page(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """Type one's recovery code, and choose a new passphrase."""
    if request.method == "POST":
        done = _tried(request, LostForm(request.POST), use_code, what="lost")
        return redirect("people:found" if done else "people:lost_again")
    return render(request, "people/lost.html", {"form": _form(LostForm, again=again)})


@never_cache
@require_GET
def found_page(request: HttpRequest) -> HttpResponse:
    """The new passphrase is there: sign in as always."""
    return render(request, "people/found.html")


def _form(form: type[JoinForm], *, again: bool) -> JoinForm:
    return form.offered_again({}, {"__all__": [str(DID_NOT_WORK)]}) if again else form()


def _tried(request: HttpRequest, form: JoinForm, act: Act, *, what: str) -> bool:
    """Whether it worked. Each try takes a place, also one that the form refuses."""
    attempt = begin_try(request, request.POST.get("username", ""), what=what, by_name=False)
    if attempt is None or not form.is_valid():
        return False
    try:
        done = act(
            username=form.cleaned_data["username"],
            code=form.cleaned_data["recovery_code"],
            passphrase=form.cleaned_data["passphrase"],
            clock=_clock(request),
        )
    except TooBusy:
        attempt.give_back()
        raise
    if isinstance(done, Refused):
        return False
    attempt.give_back()
    return True


def _clock(request: HttpRequest) -> Clock:
    return cast("TimedRequest", request).clock
