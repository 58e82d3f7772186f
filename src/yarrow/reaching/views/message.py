"""A message taken by whoever answers the telephone. Nothing is looked up, so nothing can be told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.words import LongText
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.reaching.access import may_hold_all
from yarrow.reaching.actions import take_message
from yarrow.reaching.forms import MessageForm
from yarrow.reaching.shown import CANNOT_SAY
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest


@working_view
def message_page(request: WorkerRequest) -> HttpResponse:
    """Name, message and number as they were said; sealed for intake, whoever they are about."""
    if not may_hold_all(request.worker):
        raise NotThere
    if request.method == "POST":
        return _taken(request, MessageForm(request.POST))
    context = {
        "form": form_for(request, MessageForm),
        "once": new_id(),
        "cannot_say": gettext(CANNOT_SAY),
    }
    return render(request, "reaching/message.html", context)


def _taken(request: WorkerRequest, form: MessageForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome = take_message(
        message=_as_it_was_said(request, form),
        by=request.worker,
        clock=request.clock,
        once=_token(request),
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    said = gettext("Thank you. It will be passed on if there is somebody to pass it to.")
    messages.success(request, said)
    return saved(request, "reaching:message")


def _as_it_was_said(request: WorkerRequest, form: MessageForm) -> ReferralReceived:
    """In the boxes of what comes in; that somebody may be reached at a number is never said by this."""
    given = form.cleaned_data
    taken = gettext("A message taken by %(worker)s.") % {"worker": request.worker.name}
    about = gettext("For, or about: %(name)s") % {"name": given["about"]} if given["about"] else ""
    lines = [line for line in (taken, about, given["words"]) if line]
    return ReferralReceived(
        brought_by=BroughtBy.SOMEBODY_ELSE,
        sender=LongText(given["name"]),
        reach_sender=LongText(given["number"]),
        hoped_for=LongText("\n".join(lines)),
    )


def _token(request: WorkerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
