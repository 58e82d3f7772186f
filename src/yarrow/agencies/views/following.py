"""What agencies were told from one room: the log, one report with what came of it, and what it may carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.agencies.actions import write_step
from yarrow.agencies.forms import CarryForm, StepForm
from yarrow.agencies.queries import rooms_of_case
from yarrow.agencies.rules import looks_like_a_place
from yarrow.agencies.shown import ShownTold, offered, rooms_named, told_in, words_of
from yarrow.cases.models import Case
from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.gate.facts.agencies import ReportStep, RiskReport, RiskReportStep
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import LongText
from yarrow.kernel.decision import refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.record.views.doors import OnScreen, on_screen
from yarrow.record.views.once import id_of_press
from yarrow.rooms.actions import forget_draft, save_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at, room_for
from yarrow.rooms.terms import RoomKind
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

_NOT_WRITTEN = N_("It could be written in no room. It is kept for you here, sealed. Tell the supervisor.")


@dataclass(frozen=True, slots=True)
class OneReport:
    """The room on screen, and the report that is looked at there."""

    screen: OnScreen
    case: Case
    report: RiskReport
    shown: ShownTold


def with_log(request: WorkerRequest, room_id: UUID) -> OnScreen:
    """A room in which agencies' entries may lie; raises NotThere for any other."""
    room = room_for(request.worker, room_id)
    if room.kind not in {RoomKind.PERSON, RoomKind.TEAM} or room.case is None:
        raise NotThere
    return on_screen(request, room_id)


@signed_in_view
@require_GET
def told(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Everything that went from this room to an agency, and what came back."""
    screen = with_log(request, room_id)
    context = {
        "room": screen.shown,
        "here": screen.room,
        "told": told_in(screen.recorded, request.clock.today()),
        "is_person": screen.room.kind == RoomKind.PERSON,
    }
    return render(request, "agencies/told.html", context)


def _one(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> OneReport:
    screen = with_log(request, room_id)
    fact, shown = told_as(request, screen, entry_id)
    if not isinstance(fact, RiskReport) or screen.room.case is None:
        raise NotThere
    return OneReport(screen, screen.room.case, fact, shown)


def told_as(request: WorkerRequest, screen: OnScreen, entry_id: UUID) -> tuple[Fact, ShownTold]:
    """What an agency was told, and how it is shown; raises NotThere for any other entry."""
    facts = {each.entry: each.fact for each in screen.recorded}
    for shown in told_in(screen.recorded, request.clock.today()):
        if shown.id == entry_id:
            return facts[entry_id], shown
    raise NotThere


@working_view
def report(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """One report: what was said, what came of it, and a form for what comes next."""
    one = _one(request, room_id, entry_id)
    if request.method == "POST":
        return _step_written(request, one, StepForm(request.POST))
    others = rooms_of_case(request.worker, one.case)
    context = {
        "room": one.screen.shown,
        "here": one.screen.room,
        "one": one.shown,
        "form": form_for(request, StepForm),
        "once": new_id(),
        "sources": [(room.number, _name(request, room)) for room in others],
    }
    return render(request, "agencies/report.html", context)


def _name(request: WorkerRequest, room: Room) -> str:
    return rooms_named([room], request.keyring).get(room.pk) or gettext("The team")


def _step_written(request: WorkerRequest, one: OneReport, form: StepForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    if not _written(request, one, form.step(one.report.report)):
        return offer_again(request, form, refused("REPORT", _NOT_WRITTEN))
    messages.success(request, gettext("Noted."))
    return saved(request, "agencies:report", one.screen.room.pk, one.shown.id)


def _written(request: WorkerRequest, one: OneReport, step: RiskReportStep) -> bool:
    room = one.screen.room
    said = write_step(
        case=one.case,
        rooms=[room],
        step=step,
        step_id=id_of_press(request, room.pk, to_bytes(step)) or new_id(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return bool(said.rooms)


def _source(request: WorkerRequest, one: OneReport, number: int) -> OnScreen:
    """The room whose words are carried: any of this case that the worker is in. Reading it leaves a row."""
    rooms = rooms_of_case(request.worker, one.case)
    room = next((each for each in rooms if each.number == number), None)
    if room is None:
        raise NotThere
    return on_screen(request, room.pk)


@working_view
def carry(request: WorkerRequest, room_id: UUID, entry_id: UUID, number: int) -> HttpResponse:
    """Choose what one room says to the agency, entry by entry. One room is on screen at a time."""
    one = _one(request, room_id, entry_id)
    source = _source(request, one, number)
    plain, where = offered(source.recorded)
    if request.method == "POST":
        return _to_preview(request, one, number, CarryForm(request.POST, plain=plain, where=where))
    context = {
        "here": one.screen.room,
        "one": one.shown,
        "source": source.shown.name,
        "room": source.shown,
        "form": form_for(request, CarryForm, plain=plain, where=where),
    }
    return render(request, "agencies/carry.html", context)


def _to_preview(request: WorkerRequest, one: OneReport, number: int, form: CarryForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    path = reverse("agencies:carry_seen", args=[one.screen.room.pk, one.shown.id, number])
    save_draft(worker=request.worker, path=path, typed=typed_in(form), problems={}, clock=request.clock)
    forget_draft(worker=request.worker, path=request.path)
    return redirect(path)


@working_view
def carry_seen(request: WorkerRequest, room_id: UUID, entry_id: UUID, number: int) -> HttpResponse:
    """Word for word what goes; a press records that it went, and the paper can then be printed."""
    one = _one(request, room_id, entry_id)
    source = _source(request, one, number)
    words = _chosen_words(request, source.recorded)
    if words is None:
        return redirect("agencies:carry", one.screen.room.pk, one.shown.id, number)
    if request.method == "POST":
        return _carried(request, one, words)
    context = {
        "here": one.screen.room,
        "one": one.shown,
        "number": number,
        "source": source.shown.name,
        "words": words,
        "has_place": looks_like_a_place(words),
    }
    return render(request, "agencies/carry_seen.html", context)


def _chosen_words(request: WorkerRequest, recorded: Sequence[Recorded]) -> str | None:
    """What was chosen on the page before. A post of the preview itself is not it (``working_view``)."""
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if draft is None:
        return None
    plain, where = offered(recorded)
    form = CarryForm.from_draft(draft.typed, plain=plain, where=where)
    return words_of(recorded, form.chosen(), form.cleaned_data["more"]) if form.is_valid() else None


def _carried(request: WorkerRequest, one: OneReport, words: str) -> HttpResponse:
    step = RiskReportStep(
        what=ReportStep.IN_WRITING,
        person=one.report.person,
        carried=LongText(words),
        report=one.report.report,
    )
    if not _written(request, one, step):
        messages.warning(request, gettext(_NOT_WRITTEN))
        return redirect(request.path)
    messages.success(request, gettext("It is on record. Print it, or read it to them."))
    forget_draft(worker=request.worker, path=request.path)
    return redirect("agencies:paper", one.screen.room.pk, one.shown.id)


@signed_in_view
@require_GET
def paper(request: WorkerRequest, room_id: UUID, entry_id: UUID) -> HttpResponse:
    """A report, or a share that still stands, as it is printed: nothing on paper but what goes there."""
    screen = with_log(request, room_id)
    _fact, shown = told_as(request, screen, entry_id)
    if not (shown.is_report or shown.is_share):
        raise NotThere
    if shown.is_share and not shown.stands:
        messages.warning(request, gettext("This share stands no longer: nothing more goes there."))
        return redirect("agencies:told", screen.room.pk)
    context = {"room": screen.shown, "here": screen.room, "one": shown}
    return render(request, "agencies/paper.html", context)
