"""Answering a referral without a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.pages import render
from yarrow.intake.actions import answer_without_case
from yarrow.intake.forms import AnswerForm
from yarrow.kernel.decision import Refused
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .referrals import opened, room_shown


@require_http_methods(["GET", "POST"])
@working_view
def answer(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """Say why no case is opened. Nothing is sent, and the other side is told nothing."""
    found = opened(request, referral_id)
    if request.method == "POST":
        return _answer(request, referral_id)
    if not found.is_waiting:
        return saved(request, "intake:referral", referral_id)
    form = form_for(request, AnswerForm)
    return render(
        request, "intake/answer.html", {"room": room_shown(request.worker), "referral": found, "form": form}
    )


def _answer(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    done = answer_without_case(
        referral=referral_id,
        outcome=form.answer(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(done, Refused):
        messages.warning(request, gettext(done.reasons[0].text))
    return saved(request, "intake:waiting")
