"""One's own visit, on a telephone, also while locked: leave, take longer, be back, call for help.

These pages open without a key and show nothing of anybody: hours, and nothing else (decisions 0017, 0030).
Hazard: a word for danger and a word for safety must answer with the same page, byte for byte.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.lone_working import visit_of
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.staff.access import pressable_while_locked
from yarrow.staff.requests import WorkerRequest
from yarrow.visits.actions import check_out, leave_now, need_longer, press_for_help
from yarrow.visits.forms import LongerWithWordForm, WordForm, length
from yarrow.visits.queries import has_words, plan_of, plans_of
from yarrow.visits.rules import Ending


@require_GET
@pressable_while_locked
def out_page(request: WorkerRequest) -> HttpResponse:
    """Where one stands: out until when, or what is planned. No place, no name, no case."""
    out = visit_of(request.worker)
    plans = [(plan, length(plan.minutes)) for plan in plans_of(request.worker, request.clock.today())]
    context = {
        "out": out,
        "now": request.clock.now(),
        "plans": [] if out else plans,
        "has_words": has_words(request.worker),
        "word": WordForm(prefix="back"),
        "longer": LongerWithWordForm(prefix="longer"),
    }
    return render(request, "visits/out.html", context)


@pressable_while_locked
def leave(request: WorkerRequest, planned_id: UUID) -> HttpResponse:
    """I am leaving now. Raises NotThere for a plan of somebody else."""
    plan = plan_of(request.worker, planned_id)
    if request.method == "POST":
        visit = leave_now(plan=plan, by=request.worker, clock=request.clock)
        if isinstance(visit, Refused):
            messages.warning(request, gettext(visit.reasons[0].text))
    return redirect("visits:out")


@pressable_while_locked
def back(request: WorkerRequest) -> HttpResponse:
    """I am back, with a word; without agreed words it is said with open keys."""
    if not has_words(request.worker):
        return redirect("desk:visit")
    form = WordForm(request.POST, prefix="back")
    if request.method == "POST":
        word = form.cleaned_data["word"] if form.is_valid() else ""
        then = check_out(word=word, by=request.worker, clock=request.clock)
        _say(request, then, gettext("You are back. Nobody will look for you."))
    return redirect("visits:out")


@pressable_while_locked
def longer(request: WorkerRequest) -> HttpResponse:
    """It takes longer, with a word; without agreed words it is said with open keys."""
    if not has_words(request.worker):
        return redirect("desk:visit")
    form = LongerWithWordForm(request.POST, prefix="longer")
    if request.method == "POST" and visit_of(request.worker) is not None:
        if not form.is_valid():
            messages.warning(request, gettext("Choose how long, and give your word."))
            return redirect("visits:out")
        back_by = request.clock.now() + form.length()
        word = form.cleaned_data["word"]
        then = need_longer(word=word, back_by=back_by, by=request.worker, clock=request.clock)
        if not isinstance(then, Refused):
            _say(request, then, gettext("It takes longer. That is known now."))
    return redirect("visits:out")


def _say(request: WorkerRequest, then: Ending, done: str) -> None:
    if then is Ending.AGAIN:
        messages.warning(request, gettext("That was not your word. Try again."))
    else:
        messages.success(request, done)


@pressable_while_locked
def help_now(request: WorkerRequest) -> HttpResponse:
    """One press: colleagues are told now. Nothing is asked, and no key."""
    if request.method == "POST":
        press_for_help(by=request.worker, clock=request.clock)
        messages.success(request, gettext("Whoever is on call sees it now. If you can, ring 999."))
    return redirect("visits:out")
