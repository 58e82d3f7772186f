"""How a page of agreements begins: the shared room, or one person's room with what is shared beside it."""

import json
from dataclasses import dataclass
from uuid import UUID

from yarrow.agreements.queries import shared_room, written_in
from yarrow.agreements.rules import Table, Written, marks_in, table_of
from yarrow.design.colours import RoomShown
from yarrow.design.forms import PageForm, typed_in
from yarrow.kernel.errors import NotThere
from yarrow.meetings.access import may_lead
from yarrow.record.views.doors import on_screen, room_here
from yarrow.record.views.once import id_of_press
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, holds
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class Screen:
    """The one room on screen, what everybody may read of agreements, and what only this room says."""

    room: Room
    shown: RoomShown
    entries: tuple[ReadEntry, ...]
    table: Table | None
    may_lead: bool

    @property
    def is_shared(self) -> bool:
        """Whether this is the room of everybody."""
        return self.room.kind == RoomKind.SHARED

    def own_marks(self) -> dict[str, tuple[Written, ...]]:
        """How it went, as this room alone knows it."""
        return {} if self.is_shared else marks_in(written_in(self.entries))


def screen_of(request: WorkerRequest, room_id: UUID) -> Screen:
    """A person's room or the shared one; raises NotThere for any other.

    In a person's room ``table`` is None for a worker who is not inside the shared room too.
    """
    screen = on_screen(request, room_id)
    room = screen.room
    if room.case is None or room.kind not in {RoomKind.PERSON, RoomKind.SHARED}:
        raise NotThere
    return Screen(
        room=room,
        shown=screen.shown,
        entries=screen.entries,
        table=_table(request, room, screen.entries),
        may_lead=may_lead(request.worker, room.case),
    )


def _table(request: WorkerRequest, room: Room, entries: tuple[ReadEntry, ...]) -> Table | None:
    if room.kind == RoomKind.SHARED:
        return table_of(written_in(entries))
    shared = shared_room(room.case) if room.case is not None else None
    if shared is None or not holds(request.worker, shared):
        return None
    _room, beside = read_room(
        room_id=shared.pk, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    return table_of(written_in(beside))


def table_needed(screen: Screen) -> Table:
    """What everybody may read; raises NotThere for a worker who is not inside the shared room."""
    if screen.table is None:
        raise NotThere
    return screen.table


def shared_here(request: WorkerRequest, room_id: UUID) -> Room:
    """The shared room, unread, for who is inside; raises NotThere for any other room."""
    room = room_here(request, room_id)
    if room.kind != RoomKind.SHARED or room.case is None:
        raise NotThere
    return room


def led_here(request: WorkerRequest, room_id: UUID) -> Room:
    """The shared room, for the lead alone."""
    room = shared_here(request, room_id)
    if room.case is None or not may_lead(request.worker, room.case):
        raise NotThere
    return room


def press_id(request: WorkerRequest, room: Room, form: PageForm) -> UUID | None:
    """The id of the entry that this press leaves: the same press twice leaves one."""
    return id_of_press(request, room.pk, json.dumps(typed_in(form), sort_keys=True).encode())
