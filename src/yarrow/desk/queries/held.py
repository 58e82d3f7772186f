"""The rooms a worker is in, as lists show them: each costs one small sealed row, never an entry."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from yarrow.cases.models import Case
from yarrow.cases.terms import Pathway
from yarrow.design.colours import RoomShown
from yarrow.gate.facts.who import AgeBand
from yarrow.meetings.shown.named import rooms_labelled
from yarrow.rooms.label import Label
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

SOON = timedelta(days=14)
"""How far ahead "to look at again soon" reaches; our own choice, as long as a sign-off lasts."""


_WAITING = Drop.objects.filter(room=OuterRef("pk"), opened_on__isnull=True).order_by().values("room")
_NOTES = Coalesce(Subquery(_WAITING.annotate(number=Count("pk")).values("number")), 0)
"""How many notes wait. A count joined to the rooms would group by every column that they have."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room this worker is in, still shut: how many notes wait, and when to look again."""

    room: Room
    notes: int
    look_again_on: date | None
    """None for a room that answers no question, or has not been written in."""
    in_justice: bool = False
    """Whether its case is on restorative justice, where an office that asked us is owed an answer."""

    @property
    def may_owe(self) -> bool:
        """Whether what is owed to an office is recorded here: in the team's room alone."""
        return self.in_justice and self.room.kind == RoomKind.TEAM


@dataclass(frozen=True, slots=True)
class HeldRoom:
    """The same with its name."""

    id: UUID
    case_id: UUID | None
    kind: RoomKind
    shown: RoomShown
    notes: int
    look_again_on: date | None
    spoken_with_on: date | None
    age: AgeBand
    owes_report: bool = False
    report_due_on: date | None = None

    @property
    def may_have_course(self) -> bool:
        """Whether a way on is worked out here with an adult; an age not known is asked there."""
        return self.is_persons and self.age not in {AgeBand.CHILD, AgeBand.YOUNG_PERSON}

    @property
    def is_everybodys(self) -> bool:
        """Whether it is the shared room, where agreements lie."""
        return self.kind is RoomKind.SHARED

    @property
    def is_persons(self) -> bool:
        """Whether it is one person's room, where calls and preparation belong."""
        return self.kind is RoomKind.PERSON


def room_rows(worker: Worker, cases: Iterable[Case] | None = None) -> tuple[RoomRow, ...]:
    """The rooms this worker is in, of these cases or of all. Nothing is opened."""
    rooms = rooms_held_by(worker).annotate(
        notes=_NOTES, look_again_on=F("standing__look_again_on"), pathway=F("case__pathway")
    )
    if cases is not None:
        rooms = rooms.filter(case__in=cases)
    official = Pathway.RESTORATIVE_JUSTICE
    return tuple(
        RoomRow(room, room.notes, room.look_again_on, in_justice=room.pathway == official) for room in rooms
    )


def named(rows: Sequence[RoomRow], keyring: Keyring) -> tuple[HeldRoom, ...]:
    """These rooms with their names; give only those that are shown."""
    rooms = [row.room for row in rows]
    labels = labels_in(rooms, keyring, [row.room.pk for row in rows if row.may_owe])
    shown = rooms_labelled(rooms, labels)
    return tuple(_held(row, shown[row.room.pk], labels.get(row.room.pk)) for row in rows)


def held_rooms(worker: Worker, keyring: Keyring, cases: Iterable[Case]) -> tuple[HeldRoom, ...]:
    """The rooms of these cases that this worker is in."""
    return named(room_rows(worker, cases), keyring)


def _held(row: RoomRow, shown: RoomShown, label: Label | None) -> HeldRoom:
    return HeldRoom(
        id=row.room.pk,
        case_id=row.room.case_id,
        kind=RoomKind(row.room.kind),
        shown=shown,
        notes=row.notes,
        look_again_on=row.look_again_on,
        spoken_with_on=label.spoken_with_on if label else None,
        age=label.age if label else AgeBand.UNKNOWN,
        owes_report=label.owes_report if label else False,
        report_due_on=label.report_due_on if label else None,
    )


def by_case(rooms: Iterable[HeldRoom]) -> dict[UUID | None, list[HeldRoom]]:
    """The same rooms, grouped."""
    grouped: dict[UUID | None, list[HeldRoom]] = defaultdict(list)
    for room in rooms:
        grouped[room.case_id].append(room)
    return grouped


def lapses_soon(row: RoomRow | HeldRoom, today: date) -> bool:
    """Whether something that a yes of this room rests on ends soon."""
    return row.look_again_on is not None and row.look_again_on <= today + SOON


def lapsing(rooms: Iterable[HeldRoom], today: date) -> tuple[HeldRoom, ...]:
    """The rooms in which something lapses soon, the nearest day first."""
    soon = [room for room in rooms if lapses_soon(room, today)]
    return tuple(sorted(soon, key=lambda room: (room.look_again_on, room.shown.name)))
