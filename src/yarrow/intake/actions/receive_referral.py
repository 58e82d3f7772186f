from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.codec import to_bytes
from yarrow.kernel.clock import Clock
from yarrow.rooms.actions import drop_from_outside
from yarrow.rooms.facts import ReferralReceived
from yarrow.rooms.models import Drop, Room
from yarrow.sealing.keys import digest


@transaction.atomic
def receive_referral(*, room: Room, referral: ReferralReceived, once: UUID, clock: Clock) -> Drop:
    """Seal what came from the public form into the intake room, once.

    ``once`` is the form's one-time id. The drop's own id is made of it and of the words, so that
    the same form sent twice is kept once, and a form gone back to and changed is not lost.
    """
    drop_id = UUID(bytes=digest(once.bytes, to_bytes(referral))[:16])
    Room.objects.select_for_update().get(pk=room.pk)
    if kept := room.drops.filter(pk=drop_id).first():
        return kept
    drop = drop_from_outside(room=room, fact=referral, clock=clock, drop_id=drop_id)
    audit.append(chain=room.pk, event=Event.REFERRAL_RECEIVED, actor=None, subject=drop.pk, clock=clock)
    return drop
