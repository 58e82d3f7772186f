"""Looking over everything that was passed on from one room: of each, whether it stands or is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.record.forms.acts import KEEP, TAKE_BACK, LookOverForm
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.room import labels_of
from yarrow.rooms.actions import look_over_shares
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import ReadEntry, shares_standing
from yarrow.rooms.rules import share_in
from yarrow.staff.requests import WorkerRequest

from .doors import OnScreen, on_screen, room_of_a_person


@dataclass(frozen=True, slots=True)
class ShownShare:
    """One share that stands: where it went and when, its words, and how they agreed."""

    name: str
    label: str
    words: str
    agreed_how: str


@working_view
def shares_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Every share from this room, and of each one choice; recorded only when none is left out."""
    room_of_a_person(request, room_id)
    screen = on_screen(request, room_id)
    shares = _shown(screen)
    labels = {UUID(share.name): share.label for share in shares}
    if request.method == "POST":
        return _looked_over(request, screen.room, labels)
    form = form_for(request, LookOverForm, shares=labels)
    context = {"room": screen.shown, "here": screen.room, "form": form, "shares": shares}
    return render(request, "record/shares.html", context)


def _looked_over(request: WorkerRequest, room: Room, labels: Mapping[UUID, str]) -> HttpResponse:
    form = LookOverForm(request.POST, shares=labels)
    if not form.is_valid():
        return offer_again(request, form)
    outcome = look_over_shares(
        room=room,
        keep=form.decided(KEEP),
        take_back=form.decided(TAKE_BACK),
        words=form.cleaned_data["words"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Looked over. What was taken back is marked so where it was read."))
    return saved(request, "record:room", room.pk)


def _shown(screen: OnScreen) -> tuple[ShownShare, ...]:
    places = labels_of(rooms_beside(screen.room))
    standing = enumerate(shares_standing(screen.entries), start=1)
    return tuple(_one(read, number, places) for number, read in standing)


def _one(read: ReadEntry, number: int, places: Mapping[UUID, str]) -> ShownShare:
    made = share_in(read.fact)
    label = gettext("%(number)s. Passed on %(day)s. Read in: %(place)s") % {
        "number": number,
        "day": day(read.entry.day),
        "place": places.get(UUID(made.to_room), gettext("A room of this case")),
    }
    return ShownShare(str(read.entry.pk), label, made.words, made.agreed_how)
