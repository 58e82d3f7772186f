"""How a page of a room begins: who may be here, what is on screen, and what is only ever posted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.design.colours import RoomShown
from yarrow.gate.facts import Fact, Home
from yarrow.gate.recorded import Recorded
from yarrow.kernel.errors import NotThere
from yarrow.record.queries import home_of, is_specialist, rooms_beside
from yarrow.record.rules import kinds_by_hand
from yarrow.record.shown.entries import Reader, titles_of
from yarrow.record.shown.room import labels_of, room_shown
from yarrow.record.shown.seconds import seconds_in
from yarrow.rooms.actions import read_room, save_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import ReadEntry, room_for
from yarrow.rooms.queries.drafts import Typed
from yarrow.rooms.queries.recorded import facts_for_gate, is_in_justice
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The one room that is on screen (security.md D-10), opened, and who reads it."""

    room: Room
    worker: Worker
    home: Home | None
    by_hand: tuple[type[Fact], ...]
    entries: tuple[ReadEntry, ...]
    recorded: tuple[Recorded, ...]
    shown: RoomShown

    def reader(self) -> Reader:
        """What is needed to show its entries."""
        return Reader(
            worker=self.worker.pk,
            by_hand=frozenset(self.by_hand),
            places=labels_of(rooms_beside(self.room)),
            seconds=seconds_in(self.entries, self.recorded),
            titles=titles_of(self.entries),
            is_supervisor=self.worker.post == Post.SUPERVISOR,
        )


def room_here(request: WorkerRequest, room_id: UUID) -> Room:
    """A room of a case that this worker is in, unread; raises NotThere for anything else."""
    room = room_for(request.worker, room_id)
    if room.kind == RoomKind.INTAKE:
        raise NotThere  # referrals have their own pages
    return room


def room_of_a_person(request: WorkerRequest, room_id: UUID) -> Room:
    """The same, only where it is the room of one person; raises NotThere for the others."""
    room = room_here(request, room_id)
    if room.kind != RoomKind.PERSON:
        raise NotThere
    return room


def on_screen(request: WorkerRequest, room_id: UUID) -> OnScreen:
    """Open a room for reading, which leaves a row in its chain (R-36)."""
    room_here(request, room_id)
    room, entries = read_room(
        room_id=room_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    recorded = facts_for_gate(room, entries)
    return OnScreen(
        room=room,
        worker=request.worker,
        home=home_of(room),
        by_hand=by_hand(request, room),
        entries=entries,
        recorded=recorded,
        shown=room_shown(room, [each.fact for each in recorded]),
    )


def by_hand(request: WorkerRequest, room: Room) -> tuple[type[Fact], ...]:
    """What this worker may record and put right by hand in this room."""
    return kinds_by_hand(
        home_of(room), by_specialist=is_specialist(request.worker), in_justice=is_in_justice(room)
    )


def keep_typed(request: WorkerRequest, path: str, typed: Typed, problems: Typed | None = None) -> str:
    """Seal what was typed as the draft of a page; returns the page's address."""
    save_draft(worker=request.worker, path=path, typed=typed, problems=problems or {}, clock=request.clock)
    return path


def acting_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An address that is only posted to. Anything else, as after an old tab, goes back to the room."""

    @wraps(view)
    def acted(request: WorkerRequest, room_id: UUID, **more: UUID) -> HttpResponse:
        if request.method == "POST":
            return view(request, room_id, **more)
        return redirect("record:room", room_here(request, room_id).pk)

    return working_view(acted)
