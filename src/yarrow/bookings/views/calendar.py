"""One's own calendar: its secret address, made, ended, and what answers there."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yarrow.bookings.actions import end_address, make_address
from yarrow.bookings.calendar import as_file, spans_of
from yarrow.bookings.queries import feed_of, whose_address
from yarrow.design.pages import render
from yarrow.people.actions.once import keep_to_show
from yarrow.people.terms import ShownKind
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.door.throttle import begin_try
from yarrow.staff.requests import TimedRequest, WorkerRequest


@require_GET
@signed_in_view
def calendar_page(request: WorkerRequest) -> HttpResponse:
    """Whether one has an address, what is in it, and the presses."""
    return render(request, "bookings/calendar.html", {"feed": feed_of(request.worker)})


@require_POST
@proved_view
def make_page(request: WorkerRequest) -> HttpResponse:
    """A new address, shown on one page and never again; an earlier one leads nowhere."""
    secret = make_address(by=request.worker, clock=request.clock)
    shown = keep_to_show(
        keyring=request.keyring,
        kind=ShownKind.CALENDAR,
        code=request.build_absolute_uri(reverse("bookings:feed", args=[secret])),
        clock=request.clock,
    )
    return redirect("people:once", shown.pk)


@require_POST
@signed_in_view
def end_page(request: WorkerRequest) -> HttpResponse:
    """It leads nowhere any more. Ending it is proved by nothing but being signed in."""
    end_address(worker=request.worker, by=request.worker, clock=request.clock)
    messages.success(request, gettext("The address leads nowhere any more."))
    return redirect("bookings:calendar")


@require_GET
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address. Whoever is frozen or has left has none; nor has anybody unknown.

    It asks no sign-in and no key, sets no cookie, and answers a wrong address as one that never was.
    """
    attempt = begin_try(request, "", what="calendar", by_name=False)
    if attempt is None:
        raise Http404
    worker = whose_address(secret)
    if worker is None:
        raise Http404
    attempt.give_back()
    today = cast("TimedRequest", request).clock.today()
    made = as_file(spans_of(worker, today), today)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store, private"
    return answer
