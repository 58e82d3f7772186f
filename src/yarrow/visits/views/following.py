"""Looking for a colleague: what is known, what was done, and how it ends."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.staff.access import pressable_while_locked, signed_in_view
from yarrow.staff.requests import WorkerRequest
from yarrow.visits.actions import climb, close_alarm
from yarrow.visits.forms import CloseForm, DidForm
from yarrow.visits.queries import followed, has_words, where, why_alarmed
from yarrow.visits.terms import Did, Reached


@require_GET
@signed_in_view
def alarm_page(request: WorkerRequest, visit_id: UUID) -> HttpResponse:
    """Who is late or called, where they went as far as this reader may know, and the ladder."""
    visit = followed(request.worker, visit_id, request.clock.now())
    why = why_alarmed(visit)
    context = {
        "visit": visit,
        "why": why,
        "words": where(visit, request.worker, request.keyring),
        "rungs": list(visit.rungs.select_related("by")),
        "has_words": has_words(visit.worker),
        "did": DidForm(prefix="did"),
        "close": CloseForm(prefix="safe"),
    }
    return render(request, "visits/alarm.html", context)


@pressable_while_locked
def did(request: WorkerRequest, visit_id: UUID) -> HttpResponse:
    """Write down one rung; it waits for no passphrase."""
    visit = followed(request.worker, visit_id, request.clock.now())
    form = DidForm(request.POST, prefix="did")
    if request.method == "POST" and form.is_valid():
        climb(visit=visit, did=Did(form.cleaned_data["did"]), by=request.worker, clock=request.clock)
    return redirect("visits:alarm", visit.pk)


@signed_in_view
def safe(request: WorkerRequest, visit_id: UUID) -> HttpResponse:
    """They were reached. What was typed is kept in no draft: it may be their word."""
    visit = followed(request.worker, visit_id, request.clock.now())
    form = CloseForm(request.POST, prefix="safe")
    if request.method != "POST" or not form.is_valid():
        return redirect("visits:alarm", visit.pk)
    answer = close_alarm(
        visit=visit,
        how=Reached(form.cleaned_data["how"]),
        word=form.cleaned_data["word"],
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(answer, Refused):
        messages.warning(request, gettext(answer.reasons[0].text))
        return redirect("visits:alarm", visit.pk)
    messages.success(request, gettext("The alarm has ended for everybody. Offer them time to talk."))
    return redirect("desk:today")
