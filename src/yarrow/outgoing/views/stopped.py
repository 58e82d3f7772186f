"""What was stopped at the door, for who is asked to look; and letting it out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import let_it_out
from yarrow.outgoing.extracting import Unreadable
from yarrow.outgoing.forms import LetOutForm
from yarrow.outgoing.pictures import count_of_pages, picture_of
from yarrow.outgoing.queries import Opened, open_stopped, rations_used_up, stopped_for
from yarrow.outgoing.shown import WHY, found_in_rooms, paper_shown
from yarrow.outgoing.terms import SERVICE
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def stopped_page(request: WorkerRequest) -> HttpResponse:
    """Everything that waits for somebody inside, as far as this worker may know of it."""
    now = request.clock.now()
    context = {
        "waiting": stopped_for(request.worker, request.keyring, now),
        "alarms": rations_used_up(request.worker, now),
    }
    return render(request, "outgoing/stopped.html", context)


@working_view
def look_page(request: WorkerRequest, stopped_id: UUID) -> HttpResponse:
    """One stopped paper, for who is inside a room that is asked; raises NotThere for everybody else."""
    opened = open_stopped(stopped_id, by=request.worker, keyring=request.keyring)
    if request.method == "POST":
        return _let_out(request, opened)
    context = {
        "row": opened.row,
        "is_kept": opened.artefact is not None,
        "why": [gettext(WHY[each]) for each in sorted(opened.why)],
        "is_of_service": SERVICE in opened.mine,
        "rooms": found_in_rooms(opened, request.keyring),
        "paper": paper_shown(opened),
        "pages": range(1, count_of_pages(opened) + 1),
        "may_let_out": opened.may_be_let_out,
        "form": form_for(request, LetOutForm),
    }
    return render(request, "outgoing/look.html", context)


def _let_out(request: WorkerRequest, opened: Opened) -> HttpResponse:
    form = LetOutForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    outcome = let_it_out(
        stopped=opened.row.pk,
        reason=form.cleaned_data["reason"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("For your rooms it may leave, once, within a day. Tell who made it."))
    return saved(request, "outgoing:stopped")


@require_GET
@signed_in_view
def picture(request: WorkerRequest, stopped_id: UUID, number: int) -> HttpResponse:
    """One page as a picture, shown and not saved; raises NotThere for who is not asked."""
    opened = open_stopped(stopped_id, by=request.worker, keyring=request.keyring)
    if not 1 <= number <= count_of_pages(opened):
        raise NotThere
    try:
        shown = picture_of(opened, number)
    except Unreadable:
        raise NotThere from None
    answer = HttpResponse(shown, content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="page.jpg"'
    answer["Cache-Control"] = "no-store"
    return answer
