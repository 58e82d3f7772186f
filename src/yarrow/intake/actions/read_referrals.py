"""Reading referrals is an act: waiting drops are opened, and the reading is audited (R-36)."""

from uuid import UUID

from django.db import transaction

from yarrow.intake.queries import Referral, intake_room_held_by, referrals_among
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import open_drops, read_room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


@transaction.atomic
def read_referrals(*, by: Worker, keyring: Keyring, clock: Clock) -> tuple[Referral, ...]:
    """Every referral in the intake room, oldest first; raises NotThere for who is not inside."""
    room = intake_room_held_by(by)
    open_drops(room=room, by=by, keyring=keyring, clock=clock)
    _room, entries = read_room(room_id=room.pk, by=by, keyring=keyring, clock=clock)
    return referrals_among(entries)


def read_referral(*, referral: UUID, by: Worker, keyring: Keyring, clock: Clock) -> Referral:
    """One referral; raises NotThere for who is not inside, and for what is no referral."""
    for found in read_referrals(by=by, keyring=keyring, clock=clock):
        if found.id == referral:
            return found
    raise NotThere
