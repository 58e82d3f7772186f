"""Looking over what was opened: the list, and one opening."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.emergency.access import may_keep_list
from yarrow.emergency.actions import review_opening
from yarrow.emergency.forms import ReviewForm
from yarrow.emergency.models import EmergencyOpening
from yarrow.emergency.queries import (
    duty_people,
    is_on,
    opening_to_review,
    openings_listed,
    openings_to_review,
    without_fresh_card,
    words_beside,
)
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import overseeing_view


@require_GET
@overseeing_view
def openings_page(request: WorkerRequest) -> HttpResponse:
    """Who opened a card, when, and whether it was reviewed; never whose card."""
    openings = openings_listed(request.worker)
    old, of = without_fresh_card(request.worker, request.clock.today())
    context = {
        "openings": openings,
        "to_review": set(openings_to_review(request.worker).values_list("pk", flat=True)),
        "today": request.clock.today(),
        "on_duty": [row.worker.name for row in duty_people()],
        "is_on": is_on(),
        "may_keep_list": may_keep_list(request.worker),
        "old_cards": old,
        "own_rooms": of,
    }
    return render(request, "emergency/openings.html", context)


@working_view
def review_page(request: WorkerRequest, opening_id: UUID) -> HttpResponse:
    """Look at one opening and say what was found; for a colleague who did not make it."""
    opening = opening_to_review(request.worker, opening_id)
    if request.method == "POST":
        return _reviewed(request, opening, ReviewForm(request.POST))
    context = {
        "opening": opening,
        "reason": words_beside([opening], request.worker, request.keyring)[opening.pk].reason,
        "is_overdue": opening.review_due < request.clock.today(),
        "form": form_for(request, ReviewForm),
    }
    return render(request, "emergency/review.html", context)


def _reviewed(request: WorkerRequest, opening: EmergencyOpening, form: ReviewForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome, words = form.found()
    review_opening(
        opening_id=opening.pk, outcome=outcome, words=words.words, by=request.worker, clock=request.clock
    )
    messages.success(
        request,
        gettext("The review is recorded. In the room the alert stays until its note was read."),
    )
    return saved(request, "desk:today")
