"""Writing lines in the shared room, offering them, ending without them, and finding that all have signed."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.agreements.actions import (
    change_commitment,
    end_without_agreement,
    offer_agreement,
    settle_agreement,
    write_commitment,
)
from yarrow.agreements.forms import Choices, CommitmentSheet, EndForm, OfferForm
from yarrow.agreements.queries import arranged_plans
from yarrow.agreements.rules import Line
from yarrow.cases.models import Case
from yarrow.design.pages import render
from yarrow.gate.facts.agreement import AgreementOffered, Commitment, NoAgreement
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import Press, PressForm, ask_to_confirm
from yarrow.meetings.shown.released import released
from yarrow.policy.queries import policy_on
from yarrow.record.forms.sheet import FactSheet, filled
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.staff.requests import WorkerRequest

from .doors import Screen, led_here, press_id, screen_of, shared_here, table_needed


@working_view
def add_line(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One more line, in the words of who will do it."""
    room = shared_here(request, room_id)
    if request.method == "POST":
        return _written(request, room, CommitmentSheet(request.POST, today=request.clock.today()))
    form = form_for(request, CommitmentSheet, today=request.clock.today())
    return _show(request, screen_of(request, room_id), "agreements/line.html", form)


def _written(request: WorkerRequest, room: Room, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    line = cast("Commitment", form.fact())
    said = write_commitment(
        room=room,
        line=line,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, said)


@working_view
def change_line(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """Other words for a line that stands in no agreement; the old ones stay beside them."""
    room = shared_here(request, room_id)
    screen = screen_of(request, room_id)
    line = next((each for each in table_needed(screen).open_lines if each.id == entry_id), None)
    if line is None:
        raise NotThere
    if request.method == "POST":
        return _changed(request, room, entry_id, CommitmentSheet(request.POST, today=request.clock.today()))
    return _show(request, screen, "agreements/line.html", _filled(request, line), is_change=True)


def _filled(request: WorkerRequest, line: Line) -> FactSheet:
    """The line as it is written, or as it was being changed."""
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    typed, problems = (draft.typed, draft.problems) if draft else (filled(line.fact), {})
    return CommitmentSheet.offered_again(typed, problems, today=request.clock.today())


def _changed(request: WorkerRequest, room: Room, wrong: UUID, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    line = cast("Commitment", form.fact())
    said = change_commitment(
        room=room,
        wrong=wrong,
        line=line,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, said)


@working_view
def offer(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """The lead offers lines as they were read back; from here the pause runs."""
    room = led_here(request, room_id)
    screen = screen_of(request, room_id)
    choices = {"plans": _plans(request, _case_of(room)), "lines": _lines(table_needed(screen).open_lines)}
    today = request.clock.today()
    if request.method == "POST":
        return _offered(request, room, OfferForm(request.POST, today=today, **choices))
    form = form_for(request, OfferForm, today=today, **choices)
    if not form.is_bound:
        form.fields["lines"].initial = [value for value, _label in choices["lines"]]
    return _show(request, screen, "agreements/offer.html", form)


def _offered(request: WorkerRequest, room: Room, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    fact = cast("AgreementOffered", form.fact())
    said = offer_agreement(
        room=room,
        plan=_plan(room, form),
        lines=[UUID(value) for value in form.cleaned_data["lines"]],
        offer=fact,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, said)


@working_view
def end_without(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """The lead writes that there is no agreement this time: a normal end."""
    room = led_here(request, room_id)
    plans, today = _plans(request, _case_of(room)), request.clock.today()
    if request.method == "POST":
        return _ended(request, room, EndForm(request.POST, today=today, plans=plans))
    form = form_for(request, EndForm, today=today, plans=plans)
    return _show(request, screen_of(request, room_id), "agreements/end.html", form)


def _ended(request: WorkerRequest, room: Room, form: FactSheet) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    fact = cast("NoAgreement", form.fact())
    said = end_without_agreement(
        room=room,
        plan=_plan(room, form),
        words=fact.words,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        entry_id=press_id(request, room, form),
    )
    return _back(request, room, form, said)


@working_view
def settle(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """The lead says that everybody has signed. Whose signature is missing is never said."""
    room = led_here(request, room_id)
    if request.method == "POST":
        said = settle_agreement(
            case=_case_of(room), by=request.worker, keyring=request.keyring, clock=request.clock
        )
        return _back(request, room, PressForm(request.POST), said)
    press = Press(
        heading=gettext("Has everybody signed?"),
        lines=[
            gettext("It stands only when everyone concerned has signed these words, apart, after the pause."),
            gettext("If it cannot stand yet, nobody is told whose signature is missing."),
            gettext("After-care follows by itself."),
        ],
        button=gettext("Everybody has signed"),
        back=reverse("agreements:agreement", args=[room.pk]),
    )
    return ask_to_confirm(request, press)


def _case_of(room: Room) -> Case:
    if room.case is None:
        raise NotThere
    return room.case


def _plans(request: WorkerRequest, case: Case) -> Choices:
    """The plans that were arranged, as every worker of the case may read them."""
    shown = released(arranged_plans(case), request.clock.now())
    return [(str(plan.id), f"{plan.form}: {', '.join(plan.topics)}") for plan in shown]


def _lines(lines: tuple[Line, ...]) -> Choices:
    return [(str(line.id), f"{line.fact.owner}: {line.fact.words}") for line in lines]


def _plan(room: Room, form: FactSheet) -> Plan:
    """The plan that was chosen among those offered."""
    return Plan.objects.select_related("case").get(pk=form.cleaned_data["plan"], case=room.case)


def _show(
    request: WorkerRequest, screen: Screen, template: str, form: FactSheet, *, is_change: bool = False
) -> HttpResponse:
    whole = {
        "room": screen.shown,
        "here": screen.room,
        "form": form,
        "once": new_id(),
        "is_change": is_change,
        "pause_hours": policy_on(request.clock.today()).in_an_act().signing_hours,
    }
    return render(request, template, whole)


def _back(request: WorkerRequest, room: Room, form: FactSheet | PressForm, said: object) -> HttpResponse:
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Recorded."))
    return saved(request, "agreements:agreement", room.pk)
