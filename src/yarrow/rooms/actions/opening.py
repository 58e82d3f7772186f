"""Opening a room: its key, its first holders, its recovery wrap."""

from collections.abc import Sequence

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import is_excluded
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Room
from yarrow.rooms.queries.placed import mark_of_opening
from yarrow.rooms.rules import colour_of_new_room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.queries import check_data_may_be_kept

from .rekeying.versions import new_version, note_key_given, wrap_key_to


@transaction.atomic
def open_room(
    *, case: Case | None, kind: RoomKind, holders: Sequence[Worker], by: Worker, clock: Clock
) -> Room:
    """Make a room with its own key, wrapped to each holder and always to the recovery key (R-05).

    Whoever opens it is not let in unless named: the key is forgotten when this returns.
    Raises NotThere when a holder may not come near the case, ValueError without holders, and
    ``NothingMayBeKept`` in a real service whose custodians have not tried out their codes.
    """
    check_data_may_be_kept()
    if not holders:
        raise ValueError("a room nobody is in could never be read")
    if case is not None and any(is_excluded(worker, case) for worker in holders):
        raise NotThere
    room = _room_row(case=case, kind=kind, clock=clock)
    version, key = new_version(room=room, number=1, clock=clock)
    given = list({worker.pk: worker for worker in holders}.values())
    for holder in given:
        wrap_key_to(version=version, key=key, holder=holder)
    audit.append(
        chain=room.pk,
        event=Event.ROOM_OPENED,
        actor=by.pk,
        subject=version.pk,
        digest=mark_of_opening(room, version),
        clock=clock,
    )
    for holder in given:
        note_key_given(Event.KEY_GIVEN, room=room, holder=holder, by=by, clock=clock)
    return room


def _room_row(*, case: Case | None, kind: RoomKind, clock: Clock) -> Room:
    beside = Room.objects.filter(case=case)
    number = beside.count() + 1
    colour = colour_of_new_room(kind, people_before=beside.filter(kind=RoomKind.PERSON).count())
    return Room.objects.create(case=case, kind=kind, number=number, colour=colour, opened_on=clock.today())
