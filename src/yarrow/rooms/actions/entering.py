"""Putting one sealed entry into a room; every way in ends here."""

from uuid import UUID

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.contexts import entry_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries.written import next_entry_number, sealed_mark
from yarrow.rooms.terms import Stream
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


def write_entry(
    *,
    room: Room,
    envelope: Envelope,
    author: Worker | None,
    keyring: Keyring,
    clock: Clock,
    stream: Stream,
    entry_id: UUID | None = None,
) -> Entry:
    """Seal an envelope under the room's newest key. The audit event is the same for every kind.

    It carries our mark of the row, with its number, day and author: moved, it does not count (0024).
    """
    version, key = queries.room_key(room=room, keyring=keyring)
    entry = Entry(
        id=entry_id or new_id(),
        room=room,
        number=next_entry_number(room),
        version=version.number,
        day=clock.today(),
        author=author,
        stream=stream,
    )
    entry.blob = seal(key, envelope.to_bytes(), entry_context(entry), pad_to=1024)
    entry.save(force_insert=True)
    audit.append(
        chain=room.pk,
        event=Event.ENTRY_SEALED,
        actor=keyring.worker,
        subject=entry.pk,
        digest=sealed_mark(entry),
        clock=clock,
    )
    return entry
