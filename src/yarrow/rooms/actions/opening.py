"""Opening a room: its key, its first holders, its recovery wrap."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import is_excluded
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.contexts import private_context, recovery_context, wrap_context
from yarrow.rooms.models import Room, RoomVersion, Wrap
from yarrow.rooms.rules import colour_of_new_room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service, trusted_sealing_public


@transaction.atomic
def open_room(
    *, case: Case | None, kind: RoomKind, holders: Sequence[Worker], by: Worker, clock: Clock
) -> Room:
    """Make a room with its own key, wrapped to each holder and always to the recovery key (R-05).

    Whoever opens it is not let in unless named: the key is forgotten when this returns.
    Raises NotThere when a holder may not come near the case, ValueError without holders.
    """
    if not holders:
        raise ValueError("a room nobody is in could never be read")
    if case is not None and any(is_excluded(worker, case) for worker in holders):
        raise NotThere
    room = _room_row(case=case, kind=kind, clock=clock)
    key = new_symmetric_key()
    version = _first_version(room=room, key=key, clock=clock)
    for holder in {worker.pk: worker for worker in holders}.values():
        wrap_key_to(version=version, key=key, holder=holder)
    audit.append(chain=room.pk, event=Event.ROOM_OPENED, actor=by.pk, clock=clock)
    return room


def _room_row(*, case: Case | None, kind: RoomKind, clock: Clock) -> Room:
    beside = Room.objects.filter(case=case)
    number = beside.count() + 1
    colour = colour_of_new_room(kind, people_before=beside.filter(kind=RoomKind.PERSON).count())
    return Room.objects.create(case=case, kind=kind, number=number, colour=colour, opened_on=clock.today())


def _first_version(*, room: Room, key: bytes, clock: Clock) -> RoomVersion:
    pair = new_sealing_pair()
    version = RoomVersion(id=new_id(), room=room, number=1, public=pair.public, made_on=clock.today())
    version.private_sealed = seal(key, pair.private, private_context(version))
    version.recovery_wrap = wrap_to(bytes(the_service().recovery_public), key, recovery_context(version))
    version.save(force_insert=True)
    return version


def wrap_key_to(*, version: RoomVersion, key: bytes, holder: Worker) -> UUID:
    """Let one worker in, to their roster-signed key only (R-06); returns the wrap's id."""
    wrap = Wrap(id=new_id(), version=version, holder=holder)
    wrap.blob = wrap_to(trusted_sealing_public(holder), key, wrap_context(wrap))
    wrap.save(force_insert=True)
    return wrap.pk
