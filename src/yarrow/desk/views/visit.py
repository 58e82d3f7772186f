"""Out alone: say it before, say when you are back; whoever is on call sees who is late."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.actions import extend_visit, leave_for_visit, say_found
from yarrow.cases.lone_working import is_on_call, late_visit, visit_of
from yarrow.cases.queries import cases_allocated_to
from yarrow.design.pages import render
from yarrow.desk.forms import LongerForm, VisitForm
from yarrow.desk.queries import colleagues_out
from yarrow.kernel.decision import Refused
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import pressable_while_locked
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.session import keyring_of
from yarrow.visits.actions import come_back
from yarrow.visits.queries import has_words, needs_more_than_a_press


def visit_page(request: HttpRequest) -> HttpResponse:
    """Go out alone, or be out and come back. Locked, it leads to the page that needs no key."""
    if request.method == "GET" and request.user.is_authenticated and keyring_of(request) is None:
        return _without_key(request)
    return _visit_page(request)


@pressable_while_locked
def _without_key(_request: WorkerRequest) -> HttpResponse:
    return redirect("visits:out")


@working_view
def _visit_page(request: WorkerRequest) -> HttpResponse:
    """For who is on call, everybody who is out, too."""
    cases = list(cases_allocated_to(request.worker))
    if request.method == "POST":
        return _left(request, VisitForm(request.POST, cases=cases))
    out = visit_of(request.worker)
    context = {
        "out": out,
        "form": form_for(request, VisitForm, cases=cases) if out is None else LongerForm(),
        "colleagues": colleagues_out(request.worker, request.keyring, request.clock.now()),
        "alarmed": (),  # nothing else on this page says who is late
        "is_on_call": is_on_call(request.worker),
        "now": request.clock.now(),
    }
    return render(request, "desk/visit.html", context)


def _left(request: WorkerRequest, form: VisitForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    visit = leave_for_visit(
        back_by=request.clock.now() + form.length(),
        words=form.words(),
        case=form.case(),
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(visit, Refused):
        return offer_again(request, form, visit)
    if not visit.copies.exists():
        messages.warning(request, gettext("Nobody on call can read this here. Tell a colleague yourself."))
    return saved(request, "desk:visit")


@working_view
def back(request: WorkerRequest) -> HttpResponse:
    """One press. Who comes to this address any other way finds the button."""
    if request.method != "POST":
        return redirect("desk:visit")
    if has_words(request.worker):
        return redirect("visits:out")
    come_back(by=request.worker, clock=request.clock)
    messages.success(request, gettext("You are back. Nobody will look for you."))
    return redirect("desk:today")


@working_view
def longer(request: WorkerRequest) -> HttpResponse:
    """It takes longer than was said."""
    if has_words(request.worker):
        return redirect("visits:out")
    form = LongerForm(request.POST)
    if request.method == "POST" and form.is_valid() and visit_of(request.worker) is not None:
        by = request.clock.now() + form.length()
        extend_visit(back_by=by, by=request.worker, clock=request.clock)
    return redirect("desk:visit")


@working_view
def found(request: WorkerRequest, visit_id: UUID) -> HttpResponse:
    """Whoever is on call has spoken with them; raises NotThere for anybody else."""
    visit = late_visit(request.worker, visit_id, request.clock.now())
    if needs_more_than_a_press(visit):
        return redirect("visits:alarm", visit.pk)
    if request.method == "POST":
        say_found(visit=visit, by=request.worker, clock=request.clock)
        return redirect("desk:today")
    press = Press(
        heading=gettext("Have you spoken with %(name)s yourself?") % {"name": visit.worker.name},
        lines=[
            gettext("Press only when you have heard their own voice and they are safe."),
            gettext("The alarm then ends for everybody, and what they left for you is deleted."),
        ],
        button=gettext("I have spoken with them"),
        back=reverse("desk:today"),
    )
    return ask_to_confirm(request, press)
