"""What goes from a room to colleagues: a care card, a worry for the team, and letting somebody in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from yarrow.cases.access import may_raise_care_card
from yarrow.cases.actions import raise_care_card
from yarrow.cases.models import Case
from yarrow.cases.queries import workers_on
from yarrow.cases.terms import CareCode
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.harm import AgencyConcern
from yarrow.gate.words import LongText
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.forms.acts import CareCardForm, LetInForm, WorryForm
from yarrow.record.queries import room_to_hand_out, rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.rooms.actions import drop_note
from yarrow.rooms.actions import let_in as let_worker_in
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import holds, team_room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.access import pressable_while_locked, proved_view
from yarrow.staff.queries import worker as worker_with
from yarrow.staff.requests import WorkerRequest

from .doors import on_screen, room_here
from .once import id_of_press


def care_card_page(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Warn every worker of the case at once, without words and without source; no key is asked (0017)."""
    if request.method == "POST" and request.user.is_authenticated:
        return _card_raised(request, room_id)
    return _ask_for_card(request, room_id)


@working_view
def _ask_for_card(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    if not may_raise_care_card(request.worker, _case_of(room_here(request, room_id))):
        raise NotThere
    shown = on_screen(request, room_id).shown
    form = form_for(request, CareCardForm)
    context = {"room": shown, "here_id": room_id, "form": form, "once": new_id()}
    return render(request, "record/care_card.html", context)


@pressable_while_locked
def _card_raised(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    case, form = _case_of(room_here(request, room_id)), CareCardForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    code = CareCode(form.cleaned_data["warning"])
    card_id = id_of_press(request, case.pk, code.value.encode())
    raise_care_card(case=case, code=code, by=request.worker, clock=request.clock, card_id=card_id)
    messages.success(request, gettext("Every worker of this case sees the card now. Tell nobody else."))
    return saved(request, "record:room", room_id)


@working_view
def worry_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """A worker's own worry, as a note into the team room."""
    room = room_here(request, room_id)
    team = team_room(_case_of(room))
    if team is None or room.kind == RoomKind.TEAM:
        raise NotThere
    if request.method == "POST":
        return _worry_dropped(request, room_id, team)
    shown = on_screen(request, room_id).shown
    form = form_for(request, WorryForm, initial={"by": request.worker.name})
    context = {"room": shown, "here_id": room_id, "form": form, "once": new_id()}
    return render(request, "record/worry.html", context)


def _worry_dropped(request: WorkerRequest, room_id: UUID, team: Room) -> HttpResponse:
    form = WorryForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    worry = AgencyConcern(by=form.cleaned_data["by"], words=LongText(form.cleaned_data["words"]))
    drop_note(
        room=team,
        fact=worry,
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        drop_id=id_of_press(request, team.pk, to_bytes(worry)),
    )
    messages.success(request, gettext("Your note waits in the team room."))
    return saved(request, "record:room", room_id)


@working_view
def let_in_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Ask that a colleague be let into a room of the case; one need not be inside to ask.

    Everybody on the case is offered, also who is inside already: who is inside is for those inside.
    """
    room = room_to_hand_out(request.worker, room_id)
    colleagues = workers_on(_case_of(room))
    if request.method == "POST":
        return _asked(request, room, LetInForm(request.POST, workers=colleagues))
    form = form_for(request, LetInForm, workers=colleagues)
    label = labels_of(rooms_beside(room))[room.pk]
    inside = holds(request.worker, room)
    return render(
        request, "record/let_in.html", {"here_id": room.pk, "place": label, "form": form, "inside": inside}
    )


@proved_view
def _asked(request: WorkerRequest, room: Room, form: LetInForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    colleague = worker_with(UUID(form.cleaned_data["worker"]))
    let_worker_in(
        room=room, worker=colleague, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    messages.success(request, gettext("Asked. Somebody inside lets them in when they next open the room."))
    return saved(request, "record:let_in", room.pk)


def _case_of(room: Room) -> Case:
    if room.case is None:
        raise NotThere
    return room.case
