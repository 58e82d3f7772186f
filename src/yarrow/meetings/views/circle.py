"""The short pages of a circle among people who are no family (pages 2 to 5, and the second worker's)."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.facts import Fact
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings import access
from yarrow.meetings.actions import agree_with_all, arrange_plan, read_notes_in, write_page, write_place
from yarrow.meetings.circle.facts import asked_of, asked_of_team, beside, place_of, told_to
from yarrow.meetings.circle.forms import AskedForm, CircleForm, PlaceForm, ToldForm
from yarrow.meetings.circle.seats import Circle, circle_of, plan_of, rooms_of_circle, second_of
from yarrow.meetings.forms import MomentForm
from yarrow.meetings.gate import plan_reasons
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import PressForm
from yarrow.meetings.pages.once import fresh_token, once
from yarrow.meetings.queries import answers_now
from yarrow.meetings.rules import NO
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

_NOBODY_ELSE = N_(
    "No second worker is inside every room of this case. The case supervisor decides who is let in."
)
_LONGER_WAY = N_(
    "Recorded. Something worries you, so no abuse is ruled out here: go on in each person's room, with every"
    " safeguard, and tell the case supervisor."
)
Facts = dict[Room, list[Fact]]
_PAGES = {"asked": "2", "told": "3", "place": "4", "look": "5"}


def _led(request: WorkerRequest, case_id: UUID) -> Circle:
    """The circle of whoever leads it; raises NotThere for anybody else."""
    circle = _inside(request, case_id)
    if not access.may_lead(request.worker, circle.case):
        raise NotThere
    return circle


def _inside(request: WorkerRequest, case_id: UUID) -> Circle:
    return circle_of(worker=request.worker, keyring=request.keyring, clock=request.clock, case_id=case_id)


@working_view
def start(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Read the notes of intake into each room, and go to the first page that is not done."""
    case, people, team = rooms_of_circle(request.worker, case_id)
    if not access.may_lead(request.worker, case):
        raise NotThere
    if request.method != "POST":
        return redirect("desk:case", case.pk)
    read_notes_in(rooms=[*people, team], by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect(f"meetings:circle_{_inside(request, case_id).next_page()}", case.pk)


def _page(request: WorkerRequest, circle: Circle, page: str, kind: type[CircleForm]) -> HttpResponse:
    """One page with its lines; once anything may speak of abuse these pages are closed."""
    if (elsewhere := _not_here(request, circle)) is not None:
        return elsewhere
    context = {
        "case": circle.case,
        "form": form_for(request, kind, seats=circle.seats),
        "which": page,
        "number": _PAGES[page],
        "second": second_of(circle, request.worker),
        "once": fresh_token(),
    }
    return render(request, "meetings/circle/page.html", context)


def _not_here(request: WorkerRequest, circle: Circle) -> HttpResponse | None:
    if circle.needs_the_longer_way:
        said = gettext("Something recorded here asks for every safeguard. Go on in each person's room.")
        messages.warning(request, said)
        return redirect("desk:case", circle.case.pk)
    if not circle.is_named:
        return redirect("desk:case", circle.case.pk)
    return None


def _written(
    request: WorkerRequest, circle: Circle, form: CircleForm, act: Callable[[], Plan | Refused | None]
) -> HttpResponse | None:
    """Write a valid page once; what is refused is offered again with its reason. None: it is written."""
    if (elsewhere := _not_here(request, circle)) is not None:
        return elsewhere
    if not form.is_valid():
        return offer_again(request, form)
    said = once(request, act)
    if isinstance(said, Refused):
        # A reason of a room's own sheet names a field that this page does not have.
        return offer_again(
            request, form, Refused(tuple(Reason(each.code, each.text) for each in said.reasons))
        )
    return None


def _write(request: WorkerRequest, circle: Circle, facts: Facts) -> Refused | None:
    return write_page(
        written=facts, team=circle.team, by=request.worker, keyring=request.keyring, clock=request.clock
    )


@working_view
def asked_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 2: each asked alone, and how they know each other."""
    circle = _led(request, case_id)
    if request.method != "POST":
        return _page(request, circle, "asked", AskedForm)
    form = AskedForm(request.POST, seats=circle.seats)
    second = second_of(circle, request.worker)
    if second is None:
        return offer_again(request, form, refused("ROOMS", _NOBODY_ELSE))
    elsewhere = _written(
        request, circle, form, lambda: _write(request, circle, _asked(request, circle, form, second.name))
    )
    if elsewhere is not None:
        return elsewhere
    if form.worries():
        messages.warning(request, gettext(_LONGER_WAY))
        return saved(request, "desk:case", circle.case.pk)
    return saved(request, "meetings:circle_told", circle.case.pk)


def _asked(request: WorkerRequest, circle: Circle, form: AskedForm, second: str) -> Facts:
    today = request.clock.today()
    facts: Facts = {seat.room: [*asked_of(seat, form, second=second, today=today)] for seat in circle.seats}
    return facts | {circle.team: [*asked_of_team(form, second=second, today=today)]}


@working_view
def told_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 3: what each was told, and decided."""
    circle = _led(request, case_id)
    if request.method != "POST":
        return _page(request, circle, "told", ToldForm)
    form = ToldForm(request.POST, seats=circle.seats)
    elsewhere = _written(request, circle, form, lambda: _write(request, circle, _told(request, circle, form)))
    return elsewhere or saved(request, "meetings:circle_place", circle.case.pk)


def _told(request: WorkerRequest, circle: Circle, form: ToldForm) -> Facts:
    return {seat.room: [*told_to(seat, form, today=request.clock.today())] for seat in circle.seats}


@working_view
def place_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 4: where, and who is beside each; with it the circle is proposed."""
    circle = _led(request, case_id)
    if request.method != "POST":
        return _page(request, circle, "place", PlaceForm)
    form = PlaceForm(request.POST, seats=circle.seats)
    elsewhere = _written(request, circle, form, lambda: _write_place(request, circle, form))
    return elsewhere or saved(request, "meetings:circle_look", circle.case.pk)


def _write_place(request: WorkerRequest, circle: Circle, form: PlaceForm) -> Plan | Refused | None:
    facts: Facts = {seat.room: [*beside(seat, form)] for seat in circle.seats}
    facts |= {circle.team: [place_of(form)]}
    if plan_of(circle.case) is not None:
        return _write(request, circle, facts)
    return write_place(
        case=circle.case,
        people=[seat.room for seat in circle.seats],
        team=circle.team,
        written=facts,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


@working_view
def look_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 5: whether anything still lacks, room by room; then the day and the hour."""
    circle = _led(request, case_id)
    plan = plan_of(circle.case)
    if plan is None:
        return redirect("meetings:circle_place", circle.case.pk)
    if plan.state == PlanState.ARRANGED:
        return redirect("meetings:plan", plan.pk)
    if request.method == "POST":
        return _arranged(request, plan)
    context = {
        "case": circle.case,
        "form": form_for(request, MomentForm),
        "lines": _lines(request, circle, plan),
        "waiting": bool(circle.waiting()),
        "reasons": plan_reasons(plan, request.clock.today()),
        "second": second_of(circle, request.worker),
        "plan_id": plan.pk,
        "number": _PAGES["look"],
    }
    return render(request, "meetings/circle/look.html", context)


def _lines(request: WorkerRequest, circle: Circle, plan: Plan) -> list[tuple[str, UUID, bool]]:
    """Each person, their room, and whether it stands: what the lead's page of the plan says, too."""
    answers = answers_now(plan, request.clock.today())
    return [(seat.name, seat.room.pk, answers.get(seat.room.pk, NO).stands) for seat in circle.seats]


def _arranged(request: WorkerRequest, plan: Plan) -> HttpResponse:
    form = MomentForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    said = arrange_plan(plan=plan, planned_for=form.moment(), by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    return saved(request, "meetings:plan", plan.pk)


@working_view
def agree_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """The second worker, who is inside every room, reads what was found, and agrees in one press."""
    circle = _inside(request, case_id)
    waiting = circle.waiting()
    if access.may_lead(request.worker, circle.case):
        raise NotThere
    if (elsewhere := _not_here(request, circle)) is not None:
        return elsewhere
    if request.method != "POST" and waiting:
        form = form_for(request, PressForm)
        if form.is_bound:
            forget_draft(worker=request.worker, path=request.path)
        return render(request, "meetings/circle/agree.html", {"circle": circle, "form": form})
    if waiting:
        said = agree_with_all(
            waiting=waiting, by=request.worker, keyring=request.keyring, clock=request.clock
        )
        if isinstance(said, Refused):
            return offer_again(request, PressForm(request.POST), said)
        messages.success(request, gettext("You have agreed as the second worker. It counts from now on."))
    return redirect("desk:case", circle.case.pk)
