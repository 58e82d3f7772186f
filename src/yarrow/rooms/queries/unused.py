"""Keys of a case that nobody has used for ninety days (security.md §5.5: listed for removal).

From the audit record, which has a row for every reading (R-36). Four questions, however many rooms
and holders there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of, workers_on
from yarrow.cases.terms import Duty
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.models import Room, Wrap
from yarrow.staff.models import Worker

from .counted import KEY
from .held import case_rooms, rooms_held_by

UNUSED_FOR = timedelta(days=90)
"""security.md §5.5. A service may shorten it, never lengthen it."""

_USED = (Event.ROOM_READ, Event.FILE_READ, Event.ENTRY_SEALED)

_Days = Mapping[tuple[UUID, UUID], datetime]


@dataclass(frozen=True, slots=True)
class UnusedKey:
    """One colleague's key to one room, and the day since which it lies unused."""

    room: Room
    worker: Worker
    since: date


def unused_keys(case: Case, by: Worker, today: date) -> list[UnusedKey]:
    """The keys that ``by`` may end: the case supervisor those to every room, the lead to their own rooms.

    Of colleagues, and for the lead not of whoever supervises: who could send them away would name the
    next one. Nobody else is shown any.
    """
    rooms = {room.pk: room for room in _rooms_of(case, by)}
    held = [row for row in _held_in(rooms) if row.holder_id != by.pk]
    if Duty.SUPERVISOR not in duties_of(by, case):
        above = {each.pk for each in workers_on(case, Duty.SUPERVISOR)}
        held = [row for row in held if row.holder_id not in above]
    used = _last(AuditEvent.objects.filter(event__in=_USED), rooms, "actor")
    given = _last(AuditEvent.objects.filter(event__in=KEY.gives), rooms, "subject")
    found = {
        (row.version.room_id, row.holder_id): UnusedKey(
            rooms[row.version.room_id], row.holder, _since(row, rooms, used, given)
        )
        for row in held
    }
    old = [each for each in found.values() if each.since <= today - UNUSED_FOR]
    return sorted(old, key=lambda each: (each.room.number, each.worker.name))


def _rooms_of(case: Case, by: Worker) -> QuerySet[Room]:
    duties = duties_of(by, case)
    if Duty.SUPERVISOR in duties:
        return case_rooms(case)
    return rooms_held_by(by).filter(case=case) if Duty.LEAD in duties else Room.objects.none()


def _held_in(rooms: Iterable[UUID]) -> QuerySet[Wrap]:
    held = Wrap.objects.filter(version__room__in=list(rooms), holder__is_active=True)
    return held.select_related("version", "holder")


def _last(events: QuerySet[AuditEvent], rooms: Iterable[UUID], whose: str) -> _Days:
    rows = events.filter(chain__in=list(rooms), **{f"{whose}__isnull": False}).order_by()
    latest = rows.values_list("chain", whose).annotate(last=Max("at"))
    return {(chain, worker): last for chain, worker, last in latest}


def _since(row: Wrap, rooms: Mapping[UUID, Room], used: _Days, given: _Days) -> date:
    """The last reading, or the day they were let in; where neither is on record, the room's first day."""
    here = (row.version.room_id, row.holder_id)
    known = [days[here].astimezone(LOCAL).date() for days in (used, given) if here in days]
    return max([rooms[row.version.room_id].opened_on, *known])
