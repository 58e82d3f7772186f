"""What the pages ask about rooms besides what is in them."""

from collections.abc import Sequence
from uuid import UUID

from yarrow.cases.access import may_hand_out_rooms
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, duties_of
from yarrow.cases.terms import Duty
from yarrow.gate.facts import Home
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import ReadEntry, case_rooms, entries_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

_HOMES = {RoomKind.PERSON: Home.PERSON, RoomKind.TEAM: Home.TEAM}


def home_of(room: Room) -> Home | None:
    """Which facts may be recorded here by hand; none in the shared room, where only shares arrive."""
    return _HOMES.get(RoomKind(room.kind))


def rooms_beside(room: Room) -> Sequence[Room]:
    """The rooms of the case with this one, by number: only to say where words may go or have gone."""
    return () if room.case is None else tuple(case_rooms(room.case))


def is_written(room: Room, entry_id: UUID) -> bool:
    """Whether this one-time id has been used in this room; raises NotThere when it was used elsewhere."""
    found = Entry.objects.filter(pk=entry_id).values_list("room_id", flat=True).first()
    if found is not None and found != room.pk:
        raise NotThere
    return found is not None


def entry_among(entries: Sequence[ReadEntry], entry_id: UUID) -> ReadEntry:
    """One entry that is shown in its room; raises NotThere for any other."""
    for read in entries:
        if read.entry.pk == entry_id and not read.is_quarantined:
            return read
    raise NotThere


def entry_in(room: Room, keyring: Keyring, entry_id: UUID) -> ReadEntry:
    """The same, read with the key."""
    return entry_among(entries_in(room, keyring), entry_id)


def room_to_hand_out(worker: Worker, room_id: UUID) -> Room:
    """A room of a case that this worker supervises; raises NotThere for any other."""
    room = Room.objects.select_related("case").filter(pk=room_id).first()
    if room is None or room.case is None or not may_hand_out_rooms(worker, room.case):
        raise NotThere
    return room


def is_specialist(worker: Worker) -> bool:
    """Whether this worker is employed as a specialist, and so writes views of their own."""
    return worker.post == Post.SPECIALIST


def may_give_view(worker: Worker, case: Case) -> bool:
    """Whether this worker is a specialist with that duty on the case."""
    return is_specialist(worker) and Duty.SPECIALIST in duties_of(worker, case)


def case_to_advise(worker: Worker, case_id: UUID) -> Case:
    """A case on which this worker gives a specialist's view; raises NotThere for any other."""
    case = case_for(worker, case_id)
    if not may_give_view(worker, case):
        raise NotThere
    return case


def rooms_to_advise(case: Case) -> Sequence[Room]:
    """The rooms that take a specialist's view, by number: of each person, and the team's."""
    return tuple(case_rooms(case).filter(kind__in=_HOMES))
