"""Looking over what was opened, and what was looked for and not opened: the list, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.emergency.access import may_keep_list
from yarrow.emergency.actions import review_lookings, review_opening
from yarrow.emergency.forms import LookingReviewForm, ReviewForm
from yarrow.emergency.models import EmergencyOpening
from yarrow.emergency.queries import (
    duty_people,
    is_on,
    looked_on,
    lookings_reviewed,
    lookings_up_to,
    opening_to_review,
    openings_listed,
    openings_to_review,
    without_fresh_card,
    words_beside,
    words_looked_for,
    words_of_review,
)
from yarrow.emergency.terms import LookingOutcome, Outcome
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import overseeing_view


@require_GET
@overseeing_view
def openings_page(request: WorkerRequest) -> HttpResponse:
    """Who opened a card, when, and whether it was reviewed; never whose card."""
    openings, now = openings_listed(request.worker), request.clock.now()
    reviewed = lookings_reviewed(request.worker)
    old, of = without_fresh_card(request.worker, request.clock.today())
    context = {
        "openings": openings,
        "to_review": set(openings_to_review(request.worker, now).values_list("pk", flat=True)),
        "looked": looked_on(request.worker, now=now, today=request.clock.today()),
        "looked_over": reviewed,
        "said": words_of_review(reviewed, request.worker, request.keyring),
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
    opening = opening_to_review(request.worker, opening_id, request.clock.now())
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
        opening_id=opening.pk, outcome=Outcome(outcome), words=words, by=request.worker, clock=request.clock
    )
    messages.success(
        request,
        gettext("The review is recorded. In the room the alert stays until its note was read."),
    )
    return saved(request, "desk:today")


@working_view
def looked_page(request: WorkerRequest, looking_id: UUID) -> HttpResponse:
    """Look at what a colleague looked for that day without opening a card, and say what was found."""
    lookings = lookings_up_to(request.worker, looking_id, request.clock.now())
    if request.method == "POST":
        return _looked_over(request, looking_id, LookingReviewForm(request.POST))
    words = words_looked_for(lookings, request.worker, request.keyring)
    context = {
        "lookings": [(looking, words.get(looking.pk)) for looking in lookings],
        "by": lookings[0].worker.name,
        "review_due": lookings[0].review_due,
        "is_overdue": lookings[0].review_due < request.clock.today(),
        "form": form_for(request, LookingReviewForm),
    }
    return render(request, "emergency/looked.html", context)


def _looked_over(request: WorkerRequest, looking_id: UUID, form: LookingReviewForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome, words = form.found()
    review_lookings(
        looking_id=looking_id,
        outcome=LookingOutcome(outcome),
        words=words,
        by=request.worker,
        clock=request.clock,
    )
    messages.success(request, gettext("The review is recorded."))
    return saved(request, "emergency:openings")
