"""Three pages to a card: why and for whom, which of the few, and the card."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.design.pages import render
from yarrow.emergency.actions import look_for, open_card
from yarrow.emergency.forms import LookForm
from yarrow.emergency.queries import (
    candidates,
    duty_people,
    is_on,
    looked_today,
    own_openings,
    search_of,
    words_of_search,
)
from yarrow.emergency.rules import MOST_A_DAY, WARNED_FROM
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.pages import form_for, offer_again, saved
from yarrow.staff.requests import WorkerRequest

from .doors import duty_view

CARD = "page_card"


@duty_view
def look_page(request: WorkerRequest) -> HttpResponse:
    """Why a card is needed, and what the caller said of whom it is about."""
    if request.method == "POST":
        return _looked(request, LookForm(request.POST))
    looked = looked_today(request.worker, request.clock.now())
    context = {
        "form": form_for(request, LookForm),
        "is_on": is_on(),
        "colleagues": _colleagues(request),
        "looked": looked if looked >= WARNED_FROM else 0,
        "most": MOST_A_DAY,
        "mine": own_openings(request.worker).filter(reviewed_at__isnull=True),
    }
    return render(request, "emergency/look.html", context)


def _colleagues(request: WorkerRequest) -> list[str]:
    return [row.worker.name for row in duty_people() if row.worker_id != request.worker.pk]


def _looked(request: WorkerRequest, form: LookForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    search = look_for(words=form.search(), by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(search, Refused):
        return offer_again(request, form, search)
    return saved(request, "emergency:found", search.pk)


@duty_view
def found_page(request: WorkerRequest, search_id: UUID) -> HttpResponse:
    """The nearest few, by as little as tells them apart; a further press opens one."""
    if request.method == "POST":
        return _opened(request, search_id)
    search = search_of(request.worker, search_id, request.clock.now())
    words = words_of_search(search, request.keyring)
    context = {
        "found": candidates(request.worker, request.keyring, words.wanted),
        "colleagues": _colleagues(request),
        "name": CARD,
    }
    return render(request, "emergency/found.html", context)


def _opened(request: WorkerRequest, search_id: UUID) -> HttpResponse:
    try:
        copy = UUID(request.POST.get(CARD, ""))
    except ValueError:
        search_of(request.worker, search_id, request.clock.now())
        return redirect("emergency:found", search_id)
    try:
        opening = open_card(
            search_id=search_id,
            copy_id=copy,
            by=request.worker,
            keyring=request.keyring,
            clock=request.clock,
        )
    except NotThere:
        # The card was written anew between two presses: it has another copy now. Look again.
        search_of(request.worker, search_id, request.clock.now())
        return redirect("emergency:found", search_id)
    return redirect("emergency:opened", opening.pk)
