"""The short pages of a circle among people who are no family (pages 2 to 5, and the second worker's)."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.cases.rules import is_over
from yarrow.design.pages import render
from yarrow.gate.facts import Fact
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.words import N_
from yarrow.meetings.actions import agree_with_all, arrange_plan, write_page, write_place
from yarrow.meetings.circle.facts import (
    asked_of,
    asked_of_team,
    beside,
    no_of,
    place_of,
    told_to,
    worried_of,
)
from yarrow.meetings.circle.forms import AskedForm, CircleForm, PlaceForm, ToldForm
from yarrow.meetings.circle.seats import (
    Circle,
    case_of_circle,
    plan_of,
    second_of,
)
from yarrow.meetings.circle.shown import agreeing, called
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

from .circle_doors import inside, led, not_here, seen

_NOBODY_ELSE = N_(
    "No second worker is inside every room of this case. The case supervisor decides who is let in."
)
_LONGER_WAY = N_(
    "Recorded. Something worries you, so no abuse is ruled out here: go on in each person's room, with every"
    " safeguard, and tell the case supervisor."
)
_NOTHING_TO_AGREE = N_(
    "There is nothing to agree to here now. What each person said lies in their own room, for who is let in."
)
_OTHERS = N_("Something else was recorded since you read this. Read it again: nothing is agreed to yet.")
_NO_IS_RECORDED = N_("Whoever decided not to take part is recorded all the same.")
Facts = dict[Room, list[Fact]]
_PAGES = {"asked": "2", "told": "3", "place": "4", "look": "5"}


@working_view
def start(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Read the notes of intake into each room, and go to the first page that is not done."""
    circle = led(request, case_id)
    if isinstance(circle, HttpResponse):
        return circle
    if request.method != "POST":
        return redirect("desk:case", case_id)
    return redirect(f"meetings:circle_{circle.next_page()}", case_id)


def _page(request: WorkerRequest, circle: Circle, page: str, kind: type[CircleForm]) -> HttpResponse:
    """One page with its lines; once anything may speak of abuse these pages are closed."""
    if (elsewhere := not_here(request, circle)) is not None:
        return elsewhere
    context = {
        "case": circle.case,
        "form": form_for(request, kind, seats=circle.seats),
        "which": page,
        "number": _PAGES[page],
        "second": second_of(circle, request.worker),
        "once": fresh_token(),
        "seen": circle.tide,
    }
    return render(request, "meetings/circle/page.html", context)


def _written(
    request: WorkerRequest, circle: Circle, form: CircleForm, act: Callable[[], Plan | Refused | None]
) -> HttpResponse | None:
    """Write a valid page once; what is refused is offered again with its reason. None: it is written."""
    if (elsewhere := not_here(request, circle)) is not None:
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


def _write(
    request: WorkerRequest, circle: Circle, facts: Facts, *, whatever_came: bool = False
) -> Refused | None:
    return write_page(
        written=facts,
        rooms=circle.rooms,
        seen=None if whatever_came else seen(request),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


@working_view
def asked_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 2: each asked alone, and how they know each other."""
    circle = led(request, case_id)
    if isinstance(circle, HttpResponse):
        return circle
    if request.method != "POST":
        return _page(request, circle, "asked", AskedForm)
    form = AskedForm(request.POST, seats=circle.seats)
    if form.worries():
        return _worried(request, circle, form)
    second = second_of(circle, request.worker)
    if second is None:
        return offer_again(request, form, refused("ROOMS", _NOBODY_ELSE))
    elsewhere = _written(
        request, circle, form, lambda: _write(request, circle, _asked(request, circle, form, second.name))
    )
    return elsewhere or saved(request, "meetings:circle_told", case_id)


def _worried(request: WorkerRequest, circle: Circle, form: AskedForm) -> HttpResponse:
    """A worry is recorded at once, whatever the page lacks, and whatever became of the case meanwhile."""
    today = request.clock.today()
    facts: Facts = {seat.room: [*worried_of(seat, form, today=today)] for seat in circle.seats}
    said = once(request, lambda: _write(request, circle, facts, whatever_came=True))
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.warning(request, gettext(_LONGER_WAY))
    return saved(request, "desk:case", circle.case.pk)


def _asked(request: WorkerRequest, circle: Circle, form: AskedForm, second: str) -> Facts:
    today = request.clock.today()
    facts: Facts = {seat.room: [*asked_of(seat, form, second=second, today=today)] for seat in circle.seats}
    return facts | {circle.team: [*asked_of_team(second=second, today=today)]}


@working_view
def told_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 3: what each was told, and decided."""
    circle = led(request, case_id)
    if isinstance(circle, HttpResponse):
        return circle
    if request.method != "POST":
        return _page(request, circle, "told", ToldForm)
    form = ToldForm(request.POST, seats=circle.seats)
    elsewhere = _written(request, circle, form, lambda: _write(request, circle, _told(request, circle, form)))
    if elsewhere is not None:
        _keep_every_no(request, circle, form)
    return elsewhere or saved(request, "meetings:circle_place", case_id)


def _keep_every_no(request: WorkerRequest, circle: Circle, form: ToldForm) -> None:
    """A no is recorded even where the rest of the page is not: an earlier yes must not stand beside it."""
    form.is_valid()
    today = request.clock.today()
    facts: Facts = {seat.room: found for seat in circle.seats if (found := [*no_of(seat, form, today=today)])}
    if facts and not isinstance(_write(request, circle, facts, whatever_came=True), Refused):
        messages.warning(request, gettext(_NO_IS_RECORDED))


def _told(request: WorkerRequest, circle: Circle, form: ToldForm) -> Facts:
    return {seat.room: [*told_to(seat, form, today=request.clock.today())] for seat in circle.seats}


@working_view
def place_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 4: where, and who is beside each; with it the circle is proposed."""
    circle = led(request, case_id)
    if isinstance(circle, HttpResponse):
        return circle
    if request.method != "POST":
        return _page(request, circle, "place", PlaceForm)
    form = PlaceForm(request.POST, seats=circle.seats)
    elsewhere = _written(request, circle, form, lambda: _write_place(request, circle, form))
    return elsewhere or saved(request, "meetings:circle_look", case_id)


def _write_place(request: WorkerRequest, circle: Circle, form: PlaceForm) -> Plan | Refused | None:
    facts: Facts = {seat.room: [*beside(seat, form)] for seat in circle.seats}
    facts |= {circle.team: [place_of(form)]}
    if plan_of(circle.case) is not None:
        return _write(request, circle, facts)
    return write_place(
        case=circle.case,
        rooms=circle.rooms,
        written=facts,
        seen=seen(request),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


@working_view
def look_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """Page 5: whether anything still lacks, room by room; then the day and the hour."""
    circle = led(request, case_id)
    if isinstance(circle, HttpResponse):
        return circle
    plan = plan_of(circle.case)
    if plan is None:
        return redirect("meetings:circle_place", case_id)
    if plan.state == PlanState.ARRANGED:
        return redirect("meetings:plan", plan.pk)
    if (elsewhere := not_here(request, circle)) is not None:
        return elsewhere
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
    names, rooms = called(circle.seats), [seat.room.pk for seat in circle.seats]
    return [(names[room], room, answers.get(room, NO).stands) for room in rooms]


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
    """The second worker, who is inside every room, reads what was found, and agrees in one press.

    Where nothing waits, for whatever reason, they are told one thing: it tells of no room they are not in.
    """
    case = case_of_circle(request.worker, case_id, "second")
    circle = None if is_over(case.stage) else inside(request, case)
    if circle is None or circle.needs_the_longer_way or not circle.is_named or not circle.waiting():
        messages.info(request, gettext(_NOTHING_TO_AGREE))
        return redirect("desk:case", case_id)
    if request.method == "POST":
        return _agreed(request, circle)
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=request.worker, path=request.path)
    context = {"case": case, "shown": agreeing(circle), "form": form}
    return render(request, "meetings/circle/agree.html", context)


def _agreed(request: WorkerRequest, circle: Circle) -> HttpResponse:
    """Only with what was shown: the lead may have saved anew since."""
    shown = agreeing(circle)
    if seen(request) != shown.mark:
        return offer_again(request, PressForm(request.POST), refused("SEEN", _OTHERS))
    said = agree_with_all(
        waiting=shown.entries, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if isinstance(said, Refused):
        return offer_again(request, PressForm(request.POST), said)
    messages.success(request, gettext("You have agreed as the second worker. It counts from now on."))
    return redirect("desk:case", circle.case.pk)
