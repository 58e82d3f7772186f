"""What is done to the process from the case page: warn, bring somebody in, name a harm, stop."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.access import may_allocate, may_name_supervisors
from yarrow.cases.actions import (
    allocate,
    name_harm,
    raise_care_card,
    reseal_for_newcomers,
)
from yarrow.cases.conflicts import colleagues_to_choose, guests_to_choose
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.cases.terms import CareCode, Duty
from yarrow.design.pages import render
from yarrow.desk.forms import AllocateForm
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import stop_case
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.meetings.pages.once import fresh_token, once
from yarrow.record.forms.acts import CareCardForm
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import pressable_while_locked, proved_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import worker
from yarrow.staff.requests import WorkerRequest


def care_card(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Warn every worker of the case, also from no room at all.

    The press itself waits for no passphrase: a card is sealed to public keys (decision 0017). What
    somebody pressed who is signed out by now waits for them, as a draft.
    """
    if request.method == "POST" and request.user.is_authenticated:
        return _raised(request, case_id)
    return _ask_for_card(request, case_id)


@working_view
def _ask_for_card(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case = case_for(request.worker, case_id)
    context = {"case": case, "form": form_for(request, CareCardForm), "once": fresh_token()}
    return render(request, "desk/care_card.html", context)


@pressable_while_locked
def _raised(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case, form = case_for(request.worker, case_id), CareCardForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    code = CareCode(form.cleaned_data["warning"])
    once(request, lambda: raise_care_card(case=case, code=code, by=request.worker, clock=request.clock))
    return saved(request, "desk:case", case.pk)


def _decided_case(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if not may_allocate(request.worker, case):
        raise NotThere
    return case


@working_view
def allocate_worker(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Bring a worker onto the case; the warnings are sealed to them in the same act."""
    case = _decided_case(request, case_id)
    workers = _may_be_brought_in(request, case)
    if request.method == "POST":
        return _allocated(request, case, AllocateForm(request.POST, workers=workers))
    form = form_for(request, AllocateForm, workers=workers)
    return render(request, "desk/allocate.html", {"case": case, "form": form})


def _may_be_brought_in(request: WorkerRequest, case: Case) -> list[Worker]:
    """Colleagues; for who names who signs, guests of partner services as well."""
    guests = guests_to_choose(case) if may_name_supervisors(request.worker, case) else ()
    return [*colleagues_to_choose(case), *guests]


@proved_view
def _allocated(request: WorkerRequest, case: Case, form: AllocateForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = allocate(
        case=case,
        worker=worker(UUID(form.cleaned_data["worker"])),
        duty=Duty(form.cleaned_data["duty"]),
        names=form.asked_with(),
        by=request.worker,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    reseal_for_newcomers(case=case, by=request.worker, keyring=request.keyring)
    return saved(request, "desk:case", case.pk)


@working_view
def name_harm_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Give one more harm its number; who did what is said only inside the rooms."""
    case = _decided_case(request, case_id)
    if request.method == "POST":
        harm = once(request, lambda: name_harm(case=case, by=request.worker, clock=request.clock))
        if harm is not None:
            messages.success(
                request, gettext("The new harm has the number %(number)s.") % {"number": harm.number}
            )
        return redirect("desk:case", case.pk)
    press = Press(
        heading=gettext("Name one more harm?"),
        lines=[
            gettext("It gets a number and nothing else. Each room then says what part its person had in it."),
        ],
        button=gettext("Give it a number"),
        back=reverse("desk:case", args=[case.pk]),
    )
    return ask_to_confirm(request, press)


def stop(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Stop everything joint at once; any worker of the case, no reason asked.

    The press itself waits for no passphrase: closing needs no key (design.md §1).
    """
    return _stopped(request, case_id) if request.method == "POST" else _ask_to_stop(request, case_id)


@pressable_while_locked
def _stopped(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case = case_for(request.worker, case_id)
    stop_case(case=case, by=request.worker, clock=request.clock)
    return redirect("desk:case", case.pk)


@working_view
def _ask_to_stop(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case = case_for(request.worker, case_id)
    press = Press(
        heading=gettext("Stop joint work on this case?"),
        lines=[
            gettext(
                "From this moment nothing joint begins and nothing is delivered. Nothing is sent to anybody."
            ),
            gettext(
                "The other workers see one line, without a reason. Say nothing to the people concerned yet."
            ),
            gettext(
                "What somebody confided belongs in their room: recorded there, it stops all this unseen."
            ),
        ],
        button=gettext("Stop joint work"),
        back=reverse("desk:case", args=[case.pk]),
        kind="warning",
    )
    return ask_to_confirm(request, press)
