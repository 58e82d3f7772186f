"""Keeping a case closely, and what two supervisors do together (security.md R-15, R-37)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.cases.actions import (
    agree_as_second_supervisor,
    ask_second_supervisor,
    decline_as_second_supervisor,
)
from yarrow.cases.conflicts import asked_of_me, colleagues_to_choose
from yarrow.cases.lists import is_closely_kept
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, duties_of
from yarrow.cases.terms import Duty, ForTwo
from yarrow.design.pages import render
from yarrow.desk.forms import CloselyForm, SecondForm
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import keep_case_closely
from yarrow.rooms.facts import WhyClosely
from yarrow.rooms.pages import form_for, offer_again, saved
from yarrow.rooms.queries import holds, team_room
from yarrow.staff.access import proved_view
from yarrow.staff.queries import active_workers, not_two_with, worker
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@proved_view
def closely_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Only named people from now on; for the supervisor of the case, who is inside the team room."""
    case = _supervised(request, case_id)
    team = team_room(case)
    if team is None or not holds(request.worker, team) or is_closely_kept(case):
        raise NotThere
    workers = colleagues_to_choose(case).exclude(pk=request.worker.pk)
    if request.method == "POST":
        return _closed_in(request, case, CloselyForm(request.POST, workers=workers))
    form = form_for(request, CloselyForm, workers=workers)
    return render(request, "desk/near/closely.html", {"case": case, "form": form})


def _closed_in(request: WorkerRequest, case: Case, form: CloselyForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    why = next(each for each in WhyClosely if each.value == form.cleaned_data["why"])
    refusal = keep_case_closely(
        case=case,
        named=[worker(UUID(each)) for each in form.cleaned_data["named"]],
        why=why,
        may_shut_rooms=form.cleaned_data["shuts_rooms"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if refusal is not None:
        return offer_again(request, form, refusal)
    messages.success(request, gettext("Done. Only the people on the list come near this case."))
    return saved(request, "desk:near", case.pk)


@proved_view
def second_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Ask another supervisor to agree. Every colleague is offered: the list tells of no bar."""
    case = _supervised(request, case_id)
    workers = active_workers().exclude(pk=request.worker.pk)
    supervisors = colleagues_to_choose(case).filter(post=Post.SUPERVISOR)
    supervisors = supervisors.exclude(pk__in=not_two_with(request.worker, request.clock.now()))
    if request.method == "POST":
        form = SecondForm(request.POST, workers=workers, supervisors=supervisors)
        return _asked(request, case, form)
    form = form_for(request, SecondForm, workers=workers, supervisors=supervisors)
    return render(request, "desk/near/second.html", {"case": case, "form": form})


def _asked(request: WorkerRequest, case: Case, form: SecondForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    about = form.cleaned_data["worker"]
    said = ask_second_supervisor(
        case=case,
        kind=ForTwo(form.cleaned_data["kind"]),
        worker=worker(UUID(about)) if about else None,
        asked_of=worker(UUID(form.cleaned_data["asked_of"])),
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Asked. Nothing changes before they agree."))
    return saved(request, "desk:near", case.pk)


@proved_view
def agree_page(request: WorkerRequest, asked_id: UUID) -> HttpResponse:
    """What another supervisor asks this one to agree to."""
    asked = asked_of_me(request.worker, asked_id)
    if request.method != "POST":
        return render(request, "desk/near/agree.html", {"asked": asked})
    if request.POST.get("answer") == "agree":
        agree_as_second_supervisor(asked=asked, by=request.worker, clock=request.clock)
        messages.success(request, gettext("Done, by both of you."))
    elif request.POST.get("answer") == "decline":
        decline_as_second_supervisor(asked=asked, by=request.worker, clock=request.clock)
    else:
        return redirect(request.path)
    return redirect("desk:today")


def _supervised(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if Duty.SUPERVISOR not in duties_of(request.worker, case):
        raise NotThere
    return case
