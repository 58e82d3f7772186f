"""Whether a room is where it was opened: of its case, of its kind, under its number.

Hazard: the case of a room is a plain column, and it decides who may ask to be let in, who is told and
who is sealed a card. Whoever can write to the database could move a family's room to a case of their own
for the length of one press. So the event with which a room was opened carries a mark of all three, and
a room that stands elsewhere now lets nobody in, takes no words and is sealed to nobody (security.md T21).
Rooms are never moved, so the mark of the opening stays true as long as the room does: a later
event would take over a place that was moved meanwhile.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room, RoomVersion
from yarrow.staff.models import Service
from yarrow.staff.queries import the_service
from yarrow.staff.queries.service import mark_of_public


def mark_of_opening(room: Room, version: RoomVersion, *, service: Service | None = None) -> bytes:
    """What the record remembers of a room as it was opened: its first public half and its place."""
    case = room.case_id.bytes if room.case_id is not None else b""
    place = (case, room.kind.encode(), room.number.to_bytes(2, "big"))
    of = (b"opened", room.pk.bytes, version.pk.bytes, *place)
    return mark_of_public(bytes(version.public), *of, service=service or the_service())


def rooms_as_recorded(rooms: Iterable[Room]) -> set[UUID]:
    """Those of these rooms that stand where this service opened them; one query, also of no room.

    Asked of the very objects on which the caller decides, not of the rows as they are now.
    """
    asked, service = {room.pk: room for room in rooms}, the_service()
    opened = AuditEvent.objects.filter(
        chain=OuterRef("room"), subject=OuterRef("pk"), event=Event.ROOM_OPENED
    ).order_by("number")
    versions = RoomVersion.objects.filter(room__in=list(asked) or [new_id()]).annotate(
        opened=Subquery(opened.values("digest")[:1])
    )
    rows = versions.filter(opened__isnull=False).only("room", "public")
    return {
        row.room_id
        for row in rows
        if bytes(row.opened) == mark_of_opening(asked[row.room_id], row, service=service)
    }


def is_as_recorded(room: Room) -> bool:
    """The same of one room. A room without such an event is not."""
    return room.pk in rooms_as_recorded([room])
