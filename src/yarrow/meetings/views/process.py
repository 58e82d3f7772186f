"""The process ends, is closed, or begins anew: pages of the case, which name nobody."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.access import may_allocate, may_name_supervisors
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.cases.terms import Pathway
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import close_case, end_process, reopen_case
from yarrow.meetings.pages.confirming import Press, PressForm, ask_to_confirm
from yarrow.meetings.pages.once import once
from yarrow.record.shown.official import said_of_owed
from yarrow.rooms.pages import offer_again, working_view
from yarrow.rooms.queries import holds, labels_in, team_room
from yarrow.staff.requests import WorkerRequest


def _decided(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if not may_allocate(request.worker, case):
        raise NotThere
    return case


def _supervised(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if not may_name_supervisors(request.worker, case):
        raise NotThere
    return case


@working_view
def end_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """End the process; support goes on."""
    case = _decided(request, case_id)
    if request.method == "POST":
        once(request, lambda: end_process(case=case, by=request.worker, clock=request.clock))
        return redirect("desk:case", case.pk)
    press = Press(
        heading=gettext("End the process of this case?"),
        lines=[
            *_to_the_office(request, case),
            gettext("Every plan is set aside, and nothing joint is proposed any more. No reason is asked."),
            gettext("Support goes on in every room, with every follow-up that is still to be made."),
            gettext("Each person is told that it ended, by the way they chose; that is put on the list."),
        ],
        button=gettext("End the process"),
        back=reverse("desk:case", args=[case.pk]),
    )
    return ask_to_confirm(request, press)


def _to_the_office(request: WorkerRequest, case: Case) -> list[str]:
    """On restorative justice: was the office that asked us told? It is asked, and nothing waits for it.

    What is still owed is said to who is inside the team's room alone.
    """
    if case.pathway != Pathway.RESTORATIVE_JUSTICE:
        return []
    asked = gettext(
        "Was the office that asked us told how it went? Nothing waits for it, and support goes on."
    )
    team = team_room(case)
    if team is None or not holds(request.worker, team):
        return [asked]
    label = labels_in([], request.keyring, [team.pk]).get(team.pk)
    return [asked, said_of_owed(label.report_due_on)] if label and label.owes_report else [asked]


@working_view
def close_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Close the case, when support of everybody has ended."""
    case = _supervised(request, case_id)
    if request.method == "POST":
        said = once(request, lambda: close_case(case=case, by=request.worker, clock=request.clock))
        if isinstance(said, Refused):
            return offer_again(request, PressForm(), said)
        return redirect("desk:case", case.pk)
    press = Press(
        heading=gettext("Close this case?"),
        lines=[
            gettext("Only when support of everybody has ended, room by room."),
            gettext("The rooms can still be opened and written in, and support can go on again at once."),
        ],
        button=gettext("Close the case"),
        back=reverse("desk:case", args=[case.pk]),
    )
    return ask_to_confirm(request, press)


@working_view
def anew_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Begin the process anew, with first calls."""
    case = _supervised(request, case_id)
    if request.method == "POST":
        once(request, lambda: reopen_case(case=case, by=request.worker, clock=request.clock))
        return redirect("desk:case", case.pk)
    press = Press(
        heading=gettext("Begin the process anew?"),
        lines=[gettext("It begins with first calls. Nothing that was signed or arranged comes back.")],
        button=gettext("Begin anew"),
        back=reverse("desk:case", args=[case.pk]),
    )
    return ask_to_confirm(request, press)
