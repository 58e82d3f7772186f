"""A new recovery key where nobody can use the old one: whoever holds a room wraps its keys anew.

The old recovery key needs two custodians. With two codes lost only those who are inside can still
open a room key; so each key waits, by name, until one of them next comes in (docs/custody.md).
Each is one transaction under its room's lock: killed at any moment, a key is wrapped to the old
recovery key and waits, or to the new one and does not.
"""

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.contexts import recovery_context
from yarrow.rooms.models import RecoveryAwaited, RoomVersion
from yarrow.rooms.queries.awaited import AWAITED
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Service

from .versions import locked_room, recovery_public

MOST = 50
"""Keys that one coming in wraps before its page answers: about a fifth of a second."""


@transaction.atomic
def await_new_recovery(*, clock: Clock) -> int:
    """Note every live key as waiting for a holder; returns how many.

    In the transaction in which the service's recovery key is replaced, with its row held: who makes
    a version meanwhile waits, and wraps it to the new key. A key that waited before waits on.
    """
    service = Service.objects.select_for_update().get()
    live = RoomVersion.objects.filter(retired_on__isnull=True).order_by("room", "number")
    waits = [RecoveryAwaited(version=version, since=clock.today()) for version in live]
    RecoveryAwaited.objects.bulk_create(waits, ignore_conflicts=True)
    marked = mark_of(AWAITED, chain=service.pk, subject=service.pk, says=())
    event = Event.RECOVERY_AWAITED
    audit.append(chain=service.pk, event=event, actor=None, subject=service.pk, digest=marked, clock=clock)
    return len(waits)


def wrap_anew(*, keyring: Keyring, clock: Clock, most: int = MOST) -> int:
    """Wrap what this worker holds and what waits, up to ``most`` keys; returns how many.

    A key that does not open is passed over and waits on: one broken row keeps nobody out.
    """
    done = 0
    for version, room in list(queries.awaited_of(keyring.worker)[:most]):
        with suppress(NotThere, CannotOpen):
            done += _wrap_one(version, room, keyring=keyring, clock=clock)
    return done


@transaction.atomic
def _wrap_one(version_id: UUID, room_id: UUID, *, keyring: Keyring, clock: Clock) -> bool:
    room = locked_room(room_id)
    waits = RecoveryAwaited.objects.filter(version=version_id, version__retired_on__isnull=True)
    if (row := waits.select_related("version").first()) is None:
        return False
    version, key = queries.room_key(room=room, keyring=keyring, version=row.version.number)
    # Hazard: a wrong key would be kept for the day on which nothing else opens the room.
    queries.room_private_key(version, key)
    wrapped = wrap_to(recovery_public(), key, recovery_context(version))
    RoomVersion.objects.filter(pk=version.pk).update(recovery_wrap=wrapped)
    waits.delete()
    audit.append(
        chain=room.pk,
        event=Event.RECOVERY_REWRAPPED,
        actor=keyring.worker,
        subject=version.pk,
        clock=clock,
    )
    return True
