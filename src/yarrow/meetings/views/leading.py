"""What the lead does with a plan: propose it, write its series, set its day, set it aside."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.design.forms import PageForm
from yarrow.design.pages import render
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.actions import arrange_plan, plan_series, propose_plan, set_plan_aside
from yarrow.meetings.forms import Choices, MomentForm, ProposeForm, SeriesForm
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import Press, ask_to_confirm
from yarrow.meetings.pages.once import fresh_token, once
from yarrow.meetings.queries import plan_for
from yarrow.meetings.shown.named import numbered, rooms_shown
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import case_rooms, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest


def _led_case(request: WorkerRequest, case_id: UUID) -> Case:
    case = case_for(request.worker, case_id)
    if not access.may_lead(request.worker, case):
        raise NotThere
    return case


def _led_plan(request: WorkerRequest, plan_id: UUID) -> Plan:
    plan = plan_for(request.worker, plan_id)
    if not access.may_lead(request.worker, plan.case):
        raise NotThere
    return plan


@working_view
def propose(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Name a form of contact, its topics, and whose rooms are asked."""
    case = _led_case(request, case_id)
    people = {str(room.pk): room for room in case_rooms(case).filter(kind=RoomKind.PERSON)}
    choices = _room_choices(request, case, people)
    if request.method == "POST":
        return _proposed(request, case, people, ProposeForm(request.POST, rooms=choices))
    form = form_for(request, ProposeForm, rooms=choices)
    return render(request, "meetings/propose.html", {"case": case, "form": form, "once": fresh_token()})


def _room_choices(request: WorkerRequest, case: Case, people: dict[str, Room]) -> Choices:
    """Colour and number; a first name only where the lead is inside."""
    held = [room for room in rooms_held_by(request.worker).filter(case=case) if str(room.pk) in people]
    names = {str(room): shown.name for room, shown in rooms_shown(held, request.keyring).items()}
    return [(pk, _choice(numbered(room), names.get(pk, ""))) for pk, room in people.items()]


def _choice(label: str, name: str) -> str:
    return f"{name} ({label})" if name else label


def _proposed(request: WorkerRequest, case: Case, people: dict[str, Room], form: ProposeForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    plan = once(
        request,
        lambda: propose_plan(
            case=case,
            form=Form.of(form.cleaned_data["form"]),
            topics=[Topic.of(topic) for topic in form.cleaned_data["topics"]],
            rooms=[people[pk] for pk in form.cleaned_data["rooms"]],
            by=request.worker,
            clock=request.clock,
        ),
    )
    if isinstance(plan, Refused):
        return offer_again(request, form, plan)
    return saved(request, "meetings:plan", plan.pk) if plan else saved(request, "desk:case", case.pk)


@working_view
def series(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Write the days of preparation and of the joint step; after-care follows from them."""
    plan = _led_plan(request, plan_id)
    if request.method != "POST":
        return _ask(request, plan, form_for(request, SeriesForm), gettext("The days of this plan"))
    form = SeriesForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    refusal = plan_series(plan=plan, by=request.worker, clock=request.clock, **form.cleaned_data)
    return _after(request, plan, form, refusal)


@working_view
def arrange(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Set the day and hour; refused while anything that must be in place is not."""
    plan = _led_plan(request, plan_id)
    if request.method != "POST":
        return _ask(request, plan, form_for(request, MomentForm), gettext("Set the day and the hour"))
    form = MomentForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    said = arrange_plan(plan=plan, planned_for=form.moment(), by=request.worker, clock=request.clock)
    return _after(request, plan, form, said if isinstance(said, Refused) else None)


def _ask(request: WorkerRequest, plan: Plan, form: PageForm, heading: str) -> HttpResponse:
    return render(request, "meetings/days.html", {"plan_id": plan.pk, "form": form, "heading": heading})


def _after(request: WorkerRequest, plan: Plan, form: PageForm, refusal: Refused | None) -> HttpResponse:
    if refusal is not None:
        return offer_again(request, form, refusal)
    return saved(request, "meetings:plan", plan.pk)


@working_view
def set_aside(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """End a plan, without a reason."""
    plan = _led_plan(request, plan_id)
    if request.method == "POST":
        set_plan_aside(plan=plan, by=request.worker, clock=request.clock)
        return redirect("meetings:plan", plan.pk)
    press = Press(
        heading=gettext("Set this plan aside?"),
        lines=[
            gettext("Every worker of the case sees that it is set aside, and no reason."),
            gettext("Support goes on for everybody. Another plan can be proposed at any time."),
        ],
        button=gettext("Set it aside"),
        back=reverse("meetings:plan", args=[plan.pk]),
    )
    return ask_to_confirm(request, press)
