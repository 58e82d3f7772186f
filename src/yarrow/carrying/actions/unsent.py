"""A letter that is not sent: always possible, whatever the gate says (domain.md E28)."""

from uuid import UUID

from django.db import transaction

from yarrow.gate.facts.carried import NoSendLetter
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


@transaction.atomic
def write_unsent_letter(
    *,
    room: Room,
    letter: NoSendLetter,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Keep a letter in its writer's room. No rule is asked, and no act anywhere can deliver it."""
    if room.kind != RoomKind.PERSON:
        raise NotThere
    return seal_entry(room=room, fact=letter, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
