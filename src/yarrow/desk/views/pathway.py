"""Which pathway a case is on, what comes with it, and moving it to the other one by two people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.access import may_allocate
from yarrow.cases.actions import decline_to_move
from yarrow.cases.conflicts import colleagues_to_choose
from yarrow.cases.models import Case
from yarrow.cases.pathways import move_asked_of, move_waiting, moves_made
from yarrow.cases.queries import case_for
from yarrow.cases.rules import is_over
from yarrow.cases.terms import Pathway, WhyMoved
from yarrow.design.pages import render
from yarrow.desk.forms import MoveForm
from yarrow.desk.shown import official_case
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import agree_to_move_pathway, ask_to_move_pathway
from yarrow.rooms.pages import form_for, offer_again, saved
from yarrow.rooms.queries import holds, team_room
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import not_two_with, worker
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@require_GET
@signed_in_view
def pathway_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """The pathway, what was moved and by whom; the official case for who is inside the team room."""
    case = case_for(request.worker, case_id)
    team = team_room(case)
    inside = team is not None and holds(request.worker, team)
    is_official = case.pathway == Pathway.RESTORATIVE_JUSTICE
    context = {
        "case": case,
        "is_official": is_official,
        "official": official_case(request, team) if inside and is_official and team else None,
        "moves": moves_made(case),
        "reads_why": inside,
        **_move_shown(request, case, inside=inside),
    }
    return render(request, "desk/pathway/pathway.html", context)


def _move_shown(request: WorkerRequest, case: Case, *, inside: bool) -> dict[str, Any]:
    """What is asked for, and whether this worker may ask; for who decides on the case."""
    if not may_allocate(request.worker, case):
        return {"waiting": None, "may_ask": False}
    waiting = move_waiting(case)
    return {"waiting": waiting, "may_ask": inside and waiting is None and not is_over(case.stage)}


@proved_view
def move_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Ask a supervisor to agree to the move; or take back what waits, whoever asked for it."""
    case = case_for(request.worker, case_id)
    team = team_room(case)
    if not may_allocate(request.worker, case) or team is None or not holds(request.worker, team):
        raise NotThere
    supervisors = _to_ask(request, case)
    if request.method == "POST":
        return _posted(request, case, MoveForm(request.POST, supervisors=supervisors))
    context = {
        "case": case,
        "to": Pathway(case.pathway).other,
        "waiting": move_waiting(case),
        "form": form_for(request, MoveForm, supervisors=supervisors),
    }
    return render(request, "desk/pathway/move.html", context)


def _to_ask(request: WorkerRequest, case: Case) -> QuerySet[Worker]:
    found = colleagues_to_choose(case).filter(post=Post.SUPERVISOR).exclude(pk=request.worker.pk)
    return found.exclude(pk__in=not_two_with(request.worker, request.clock.now()))


def _posted(request: WorkerRequest, case: Case, form: MoveForm) -> HttpResponse:
    if request.POST.get("answer") == "take_back":
        return _taken_back(request, case)
    if not form.is_valid():
        return offer_again(request, form)
    said = ask_to_move_pathway(
        case=case,
        why=WhyMoved(form.cleaned_data["why"]),
        words=form.cleaned_data["words"],
        asked_of=worker(UUID(form.cleaned_data["asked_of"])),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Asked. Nothing changes before they agree."))
    return saved(request, "desk:pathway", case.pk)


def _taken_back(request: WorkerRequest, case: Case) -> HttpResponse:
    waiting = move_waiting(case)
    if waiting is not None:
        decline_to_move(move=waiting, by=request.worker, clock=request.clock)
    return redirect("desk:pathway", case.pk)


@proved_view
def agree_to_move_page(request: WorkerRequest, move_id: UUID) -> HttpResponse:
    """What this supervisor is asked to agree to, and what it would do."""
    move = move_asked_of(request.worker, move_id)
    if request.method != "POST":
        return render(request, "desk/pathway/agree.html", {"move": move})
    if request.POST.get("answer") == "agree":
        agree_to_move_pathway(move=move, by=request.worker, keyring=request.keyring, clock=request.clock)
        messages.success(request, gettext("Done, by both of you. Every room was told."))
    elif request.POST.get("answer") == "decline":
        decline_to_move(move=move, by=request.worker, clock=request.clock)
    else:
        return redirect(request.path)
    return redirect("desk:today")
