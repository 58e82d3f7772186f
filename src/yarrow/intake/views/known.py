"""Known already? From a referral: the numbers and addresses that stand in its words, in one press."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.forms import PageForm
from yarrow.design.pages import render
from yarrow.intake.queries import Referral
from yarrow.kernel.decision import Refused
from yarrow.matching.actions import look_up
from yarrow.matching.queries import left_to_look
from yarrow.matching.terms import Sitting, Why
from yarrow.matching.tokens import Somebody, emails_in, numbers_in
from yarrow.matching.views import keep_answers
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .referrals import opened, room_shown

MOST = 6
"""So many of one referral: a long signature must not spend the ration of a day."""


@require_http_methods(["GET", "POST"])
@working_view
def known(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """What would be looked up, word for word, before it is; each counts as one of the day's twenty."""
    found = opened(request, referral_id)
    written = _written_in(found)
    if request.method == "POST":
        return _looked_up(request, referral_id, written)
    context = {
        "room": room_shown(request.worker),
        "referral": found,
        "written": written,
        "left": left_to_look(request.worker, Sitting.ONE_BY_ONE, request.clock.today()),
        "form": form_for(request, PageForm),
    }
    return render(request, "intake/known.html", context)


def _looked_up(request: WorkerRequest, referral_id: UUID, written: list[str]) -> HttpResponse:
    if not written:
        return redirect("intake:known", referral_id)
    said = look_up(
        persons=[_somebody(each) for each in written],
        sitting=Sitting.ONE_BY_ONE,
        why=Why.REFERRAL,
        words=gettext("From a referral"),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, PageForm(request.POST), said)
    keep_answers(request, written, said)
    return saved(request, "matching:answer")


def _written_in(found: Referral) -> list[str]:
    words = "\n".join(statement.words for statement in found.statements())
    return [*numbers_in(words), *emails_in(words)][:MOST]


def _somebody(written: str) -> Somebody:
    return Somebody(emails=(written,)) if "@" in written else Somebody(telephones=(written,))
