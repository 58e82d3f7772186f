"""The card, open for an hour, and a word to its room afterwards."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.emergency.actions import leave_word
from yarrow.emergency.forms import NoteForm
from yarrow.emergency.models import EmergencyOpening
from yarrow.emergency.queries import card_for, opening_of, words_beside
from yarrow.emergency.rules import is_stale
from yarrow.emergency.shown import rows_of_card
from yarrow.gate.codec import to_bytes
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .doors import fresh_once, id_of_press


@working_view
def opened_page(request: WorkerRequest, opening_id: UUID) -> HttpResponse:
    """One's own opening: the card while the hour lasts, then only what is still to be done."""
    opening = opening_of(request.worker, opening_id)
    if request.method == "POST":
        return _told(request, opening, NoteForm(request.POST))
    is_open = request.clock.now() < opening.closes_at
    words = card_for(request.worker, request.keyring, opening.room_id) if is_open else None
    context = {
        "opening": opening,
        "is_open": is_open,
        "words": words,
        "rows": rows_of_card(words.card) if words else [],
        "is_stale": words is not None and is_stale(words.looked_at_on, request.clock.today()),
        "beside": words_beside([opening], request.worker, request.keyring)[opening.pk],
        "is_overdue": opening.reviewed_at is None and opening.review_due < request.clock.today(),
        "form": form_for(request, NoteForm),
        "once": fresh_once(),
    }
    return render(request, "emergency/opened.html", context)


def _told(request: WorkerRequest, opening: EmergencyOpening, form: NoteForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    note = form.note()
    leave_word(
        opening_id=opening.pk,
        note=note,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        drop_id=id_of_press(request, opening.pk, to_bytes(note)),
    )
    messages.success(request, gettext("Your note lies in their room. Their workers read it there."))
    return saved(request, "emergency:opened", opening.pk)
