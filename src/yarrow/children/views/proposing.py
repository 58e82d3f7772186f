"""Writing a proposal in the team's room: accepted, or offered again with the rule beside each field."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.children.actions import propose_time
from yarrow.children.forms import ProposalForm
from yarrow.children.queries import peoples_rooms
from yarrow.design.forms import WHOLE_FORM, typed_in
from yarrow.design.pages import render
from yarrow.gate.facts.proposals import TimeProposal
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.record.views.doors import keep_typed, on_screen, room_here
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

ACCEPTED = N_(
    "Accepted as a proposal. The outline that a plan asks of the team is recorded with it;"
    " nothing is arranged."
)


@working_view
def propose(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One proposal. Until it is accepted it is a draft that nobody else sees."""
    room = room_here(request, room_id)
    if room.kind != RoomKind.TEAM:
        raise NotThere
    rooms, today = _rooms(room, request.worker), request.clock.today()
    if request.method == "POST":
        return _posted(request, room, ProposalForm(request.POST, rooms=rooms, today=today))
    form = form_for(request, ProposalForm, rooms=rooms, today=today)
    screen = on_screen(request, room_id)
    return render(request, "children/propose.html", {"room": screen.shown, "here": room, "form": form})


def _rooms(room: Room, by: Worker) -> Mapping[UUID, str]:
    """The people's rooms of the case that this worker is in, by their labels."""
    if room.case is None:
        raise NotThere
    labels = labels_of(rooms_beside(room))
    return {each.pk: labels[each.pk] for each in peoples_rooms(room.case) if holds(by, each)}


def _posted(request: WorkerRequest, room: Room, form: ProposalForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = propose_time(
        room=room,
        child=UUID(form.cleaned_data["child"]),
        proposal=cast("TimeProposal", form.fact()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return redirect(keep_typed(request, request.path, typed_in(form), _with_rules(said, form)))
    messages.success(request, gettext(ACCEPTED))
    return saved(request, "children:time", room.pk)


def _with_rules(said: Refused, form: ProposalForm) -> dict[str, list[str]]:
    """Every reason beside its field, with the rule that it comes from."""
    problems: dict[str, list[str]] = {}
    for reason in said.reasons:
        field = reason.field if reason.field in form.fields else WHOLE_FORM
        words = gettext("%(reason)s (Rule %(rule)s)") % {"reason": gettext(reason.text), "rule": reason.code}
        problems.setdefault(field, []).append(words)
    return problems
