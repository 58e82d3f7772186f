"""Conflicts of interest: the question with the name alone, stepping back, and keeping somebody away."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from yarrow.cases.access import may_allocate
from yarrow.cases.actions import answer_conflict, decide_they_may
from yarrow.cases.conflicts import (
    colleagues_and_guests,
    not_sure_on,
    question_for,
    shown_question,
    waiting_to_answer,
)
from yarrow.cases.lists import is_closely_kept
from yarrow.cases.models import Case, ConflictQuestion
from yarrow.cases.queries import case_for, current_allocations, duties_of
from yarrow.cases.terms import Asked, Duty, OwnAnswer
from yarrow.design.pages import render
from yarrow.desk.forms import AnswerForm, KeepAwayForm
from yarrow.kernel.errors import NotThere
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.rooms.actions import forget_draft, keep_away, say_they_know, step_back
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import rooms_custodians_cannot_open, rooms_only_with
from yarrow.staff.access import proved_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import worker as worker_with
from yarrow.staff.requests import WorkerRequest


@working_view
def question(request: WorkerRequest, question_id: UUID) -> HttpResponse:
    """Do you know them? The name and three answers; no case, no colleague, no day."""
    asked = question_for(request.worker, question_id)
    if request.method == "POST":
        return _answered(request, asked)
    context = {"asked": shown_question(asked, request.keyring), "form": form_for(request, AnswerForm)}
    return render(request, "desk/near/question.html", context)


def _answered(request: WorkerRequest, asked: ConflictQuestion) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    answer = OwnAnswer(form.cleaned_data["answer"])
    if answer is OwnAnswer.KNOWS:
        say_they_know(question=asked, by=request.worker, keyring=request.keyring, clock=request.clock)
        messages.success(request, gettext("Thank you. You will hear nothing more of this."))
        return saved(request, "desk:today")
    state = Asked.CLEAR if answer is OwnAnswer.DOES_NOT_KNOW else Asked.UNSURE
    answer_conflict(question=asked, state=state, by=request.worker, clock=request.clock)
    messages.success(request, _SAID[state]())
    return saved(request, "desk:today")


_SAID = {
    Asked.CLEAR: lambda: gettext("Thank you. If you find later that you know somebody, say so on the case."),
    Asked.UNSURE: lambda: gettext("Thank you. A supervisor decides; until then nothing is shown to you."),
}


@working_view
def near_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Who has not answered yet, who was not sure, and what may be done about it; for who decides."""
    case = _decided(request, case_id)
    if request.method == "POST":
        return _may_work_on_it(request, case)
    context = {
        "case": case,
        "not_sure": [each for each in not_sure_on(case) if each.worker_id != request.worker.pk],
        "waiting": waiting_to_answer(case),
        "closely": is_closely_kept(case),
        "is_supervisor": Duty.SUPERVISOR in duties_of(request.worker, case),
    }
    return render(request, "desk/near/near.html", context)


@proved_view
def _may_work_on_it(request: WorkerRequest, case: Case) -> HttpResponse:
    """A press that names nobody who waits does nothing: they may have been decided on meanwhile."""
    waiting = {str(each.pk): each for each in not_sure_on(case)}
    asked = waiting.get(request.POST.get("may", ""))
    if asked is not None:
        decide_they_may(question=asked, by=request.worker, clock=request.clock)
    return redirect("desk:near", case.pk)


@working_view
def keep_away_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Keep a colleague away for good: asked for by a person, a manager or a colleague; no reason kept."""
    case = _decided(request, case_id)
    workers = _may_be_sent_away(request, case)
    if request.method == "POST":
        form = KeepAwayForm(request.POST, workers=workers)
        return _chosen(request, case, form)
    form = form_for(request, KeepAwayForm, workers=workers)
    return render(request, "desk/near/keep_away.html", {"case": case, "form": form})


def _may_be_sent_away(request: WorkerRequest, case: Case) -> QuerySet[Worker]:
    """The supervisor chooses among all; the lead among those who have no duty here."""
    others = colleagues_and_guests(case).exclude(pk=request.worker.pk)
    if Duty.SUPERVISOR in duties_of(request.worker, case):
        return others
    return others.exclude(pk__in=current_allocations(case).values("worker"))


def _chosen(request: WorkerRequest, case: Case, form: KeepAwayForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    forget_draft(worker=request.worker, path=request.path)
    return redirect("desk:keep_away_now", case.pk, UUID(form.cleaned_data["worker"]))


@working_view
def keep_away_now(request: WorkerRequest, case_id: UUID, worker_id: UUID) -> HttpResponse:
    """The confirmation. It ends their access at once."""
    case = _decided(request, case_id)
    colleague = _may_be_sent_away(request, case).filter(pk=worker_id).first()
    if colleague is None:
        raise NotThere
    if request.method == "POST":
        return _kept_away(request, case, worker_id)
    press = Press(
        heading=gettext("Keep %(name)s away from this case?") % {"name": colleague.name},
        lines=[
            gettext("From this moment the case, its rooms and its warnings are not there for them."),
            gettext("They are not told. It is undone only by you and another supervisor."),
            *_left_alone(rooms_only_with(colleague).filter(case=case)),
        ],
        button=gettext("Keep them away"),
        back=reverse("desk:near", args=[case.pk]),
        kind="warning",
    )
    return ask_to_confirm(request, press)


@proved_view
def _kept_away(request: WorkerRequest, case: Case, worker_id: UUID) -> HttpResponse:
    keep_away(case=case, worker=worker_with(worker_id), by=request.worker, clock=request.clock)
    messages.success(request, gettext("Done. For them this case is not there."))
    return redirect("desk:near", case.pk)


def _left_alone(alone: QuerySet[Room]) -> list[str]:
    """How many rooms this would shut; and plainly where not even custodians could open one again."""
    if not (rooms := alone.count()):
        return []
    lost = alone.filter(pk__in=rooms_custodians_cannot_open().values("pk")).exists()
    said = ngettext(
        "Nobody else can open one room that they hold. Unless it is urgent, let a colleague in first: "
        "otherwise two custodians must open it.",
        "Nobody else can open %(num)s rooms that they hold. Unless it is urgent, let a colleague in first: "
        "otherwise two custodians must open them.",
        rooms,
    )
    if lost:
        return [
            said % {"num": rooms},
            gettext("Not all of this is under the new recovery key yet: what is not would be lost for ever."),
        ]
    return [said % {"num": rooms}]


@working_view
def step_back_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """I have just found that I know somebody here: one press and a confirmation, no reason owed."""
    case = case_for(request.worker, case_id)
    if request.method == "POST":
        step_back(case=case, by=request.worker, keyring=request.keyring, clock=request.clock)
        messages.success(request, gettext("Thank you. You will hear nothing more of this."))
        return redirect("desk:today")
    press = Press(
        heading=gettext("Do you know somebody in this case, or somebody close to them?"),
        lines=[
            gettext(
                "Then you leave it now. From this moment it is not there for you, and you are asked nothing."
            ),
            gettext("A room that only you can open goes to the supervisor of the case."),
            gettext("Is somebody in danger? Warn first: raise a care card, or ring a colleague."),
        ],
        button=gettext("I know somebody: take me off this case"),
        back=reverse("desk:case", args=[case.pk]),
        kind="warning",
    )
    return ask_to_confirm(request, press)


def _decided(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if not may_allocate(request.worker, case):
        raise NotThere
    return case
