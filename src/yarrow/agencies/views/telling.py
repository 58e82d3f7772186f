"""The report of a child or an adult at risk: from a case, a room, or from nowhere; locked or not.

Hazard: no page of this file may answer a report with "not yet". What is missing is written down as missing.
"""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.agencies.actions import Written, keep_report, report_risk
from yarrow.agencies.forms import ReportForm, ReportInRoomsForm, ReportOnCaseForm
from yarrow.agencies.queries import MOST_KEPT, kept_numbers, rooms_of_case
from yarrow.agencies.shown import cases_named, rooms_named
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, cases_allocated_to
from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.agencies import RiskReport
from yarrow.kernel.decision import refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.record.views.once import id_of_press
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, keep_typed, offer_again, saved, working_view
from yarrow.rooms.queries import room_for
from yarrow.staff.access import pressable_while_locked
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.session import keyring_of

_NOWHERE = N_(
    "It could be written in no room. It is kept for you here, sealed. Tell the agency by telephone now, "
    "and the supervisor after that."
)


def tell(request: HttpRequest) -> HttpResponse:
    """From anywhere. While the keys are locked it shows nothing of anybody, and keeps what is typed."""
    if _is_locked(request):
        return _while_locked(request)
    return _tell(request)


def tell_of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """From a page of a case. Locked, what was typed is kept, and the page without a case is shown."""
    return _locked_elsewhere(request) if _is_locked(request) else _of_case(request, case_id)


def tell_of_room(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """From a page of a room."""
    return _locked_elsewhere(request) if _is_locked(request) else _of_room(request, room_id)


def _is_locked(request: HttpRequest) -> bool:
    return request.user.is_authenticated and keyring_of(request) is None


def _locked_elsewhere(request: HttpRequest) -> HttpResponse:
    """The page of a case is shown to nobody while locked; what was typed on it waits there, sealed."""
    if request.method == "POST":
        keep_typed(request)
        messages.warning(
            request, gettext("Kept, sealed for you. Once you are unlocked, save it again there.")
        )
    return redirect("agencies:tell")


@pressable_while_locked
def _while_locked(request: WorkerRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "agencies/tell.html", {"form": ReportForm(), "is_locked": True})
    return _kept_for_writer(request, ReportForm(request.POST))


def _kept_for_writer(request: WorkerRequest, form: ReportForm) -> HttpResponse:
    number = keep_report(worker=request.worker, typed=typed_in(form), clock=request.clock)
    if number is None:
        messages.warning(request, gettext("It could not be kept here. Write it on paper."))
    else:
        messages.success(request, gettext("Kept, sealed for you. It is on no record yet."))
    return redirect("agencies:tell")


@working_view
def _tell(request: WorkerRequest) -> HttpResponse:
    return _anywhere(request)


@working_view
def kept(request: WorkerRequest, number: int) -> HttpResponse:
    """One that was kept, as it was typed; saved from here it goes on record."""
    if not 1 <= number <= MOST_KEPT:
        raise NotThere
    return _anywhere(request)


def _anywhere(request: WorkerRequest) -> HttpResponse:
    """With open keys: on one of one's cases, or kept."""
    cases = tuple(cases_allocated_to(request.worker))
    if request.method == "POST":
        return _sent(request, cases, ReportOnCaseForm(request.POST, cases=cases_named(cases)))
    form = form_for(request, ReportOnCaseForm, cases=cases_named(cases))
    context = {"form": form, "once": new_id()}
    more = {"is_kept": form.is_bound} if _is_kept(request) else {"kept": kept_numbers(request.worker)}
    return render(request, "agencies/tell.html", context | more)


def _is_kept(request: WorkerRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "agencies:kept"


def _sent(request: WorkerRequest, cases: Sequence[Case], form: ReportOnCaseForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    case = next((each for each in cases if str(each.pk) == form.cleaned_data["case"]), None)
    if case is None:
        return _kept_here(request, form)
    return _told(request, case, (), form)


def _kept_here(request: WorkerRequest, form: ReportOnCaseForm) -> HttpResponse:
    """On no case. What is typed on the first page is kept under a number; what has one stays there."""
    if _is_kept(request):
        said = N_("It is kept for you, and on no record. Choose a case to put it on.")
        return offer_again(request, form, refused("REPORT", said))
    answer = _kept_for_writer(request, form)
    forget_draft(worker=request.worker, path=request.path)
    return answer


@working_view
def _of_case(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    case = case_for(request.worker, case_id)
    return _form_of(request, case, None)


@working_view
def _of_room(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    room = room_for(request.worker, room_id)
    if room.case is None:
        return _anywhere(request)  # the intake room is of no case, and holds no report
    return _form_of(request, room.case, room)


def _form_of(request: WorkerRequest, case: Case, here: Room | None) -> HttpResponse:
    rooms = rooms_of_case(request.worker, case)
    named = rooms_named(rooms, request.keyring)
    if request.method == "POST":
        form = ReportInRoomsForm(request.POST, rooms=named)
        return _told(request, case, rooms, form) if form.is_valid() else offer_again(request, form)
    initial = {"rooms": [str(here.pk)]} if here is not None else {}
    form = form_for(request, ReportInRoomsForm, rooms=named, initial=initial)
    context = {"case": case, "here": here, "form": form, "once": new_id()}
    return render(request, "agencies/tell.html", context)


def _told(request: WorkerRequest, case: Case, rooms: Sequence[Room], form: ReportForm) -> HttpResponse:
    chosen = form.chosen_rooms() if isinstance(form, ReportInRoomsForm) else frozenset()
    report = form.report()
    written = report_risk(
        case=case,
        rooms=[room for room in rooms if str(room.pk) in chosen],
        report=report,
        report_id=_id_of(request, case, report),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if not written.rooms:
        return offer_again(request, form, refused("REPORT", _NOWHERE))
    return _done(request, case, written)


def _id_of(request: WorkerRequest, case: Case, report: RiskReport) -> UUID:
    return id_of_press(request, case.pk, to_bytes(report)) or new_id()


def _done(request: WorkerRequest, case: Case, written: Written) -> HttpResponse:
    messages.success(request, gettext("It is on record. You are reminded until the agency has answered."))
    if written.not_in:
        messages.warning(request, gettext("Not every room could take it. Tell the supervisor."))
    mine = [room for room in written.rooms if room in rooms_of_case(request.worker, case)]
    if mine:
        return saved(request, "agencies:told", mine[0].pk)
    messages.warning(
        request, gettext("It lies in a room that you are not in: you cannot open it again here.")
    )
    return saved(request, "desk:case", case.pk)
