"""Taking back: entries are set aside, kept for review and read by nothing; where words went is told."""

from collections.abc import Sequence
from uuid import UUID

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.facts.carried import CarriedCopy
from yarrow.kernel.clock import Clock
from yarrow.rooms import queries
from yarrow.rooms.facts import SharedWords, ShareMade, WordsTakenBack
from yarrow.rooms.models import Entry, Quarantine, Room
from yarrow.rooms.queries.written import OUT, TAKEN_OUT, written_of
from yarrow.rooms.rules import share_in
from yarrow.sealing.keyring import Keyring
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker

from .leaving import leave_note


def put_in_quarantine(*, room: Room, row: Entry, by: Worker, clock: Clock) -> None:
    """Set one entry of a room aside, with the room's row held; a second time changes nothing.

    It is the event that takes it out, by our mark: not the row (decision 0024).
    """
    Quarantine.objects.get_or_create(entry=row, defaults={"by": by, "day": clock.today()})
    if row.pk in written_of(room.pk).out_on:
        return
    audit.append(
        chain=room.pk,
        event=Event.ENTRY_QUARANTINED,
        actor=by.pk,
        subject=row.pk,
        digest=mark_of(TAKEN_OUT, chain=room.pk, subject=row.pk, says=OUT),
        clock=clock,
    )


def set_aside(*, room: Room, taken_back: WordsTakenBack, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Set the words aside that were taken back where they came from, so that nobody carries them further.

    They stay readable in the note that says so. Words of the first days name no note: then the same words.
    """
    for read in queries.entries_in(room, keyring):
        if isinstance(read.fact, SharedWords | CarriedCopy) and _is_meant(read, read.fact, taken_back):
            put_in_quarantine(room=room, row=read.entry, by=by, clock=clock)


def _is_meant(read: queries.ReadEntry, shared: SharedWords | CarriedCopy, taken_back: WordsTakenBack) -> bool:
    if taken_back.note:
        return str(read.note) == taken_back.note
    return shared.words == taken_back.words


def tell_where_read(
    *, room: Room, shares: Sequence[queries.ReadEntry], by: Worker, keyring: Keyring, clock: Clock
) -> tuple[ShareMade, ...]:
    """Leave a note where each share went that it stands no longer; needs no duty: taking back only closes."""
    gone = tuple(sorted((share_in(read.fact) for read in shares), key=lambda made: made.to_room))
    for made in gone:
        target = Room.objects.get(pk=UUID(made.to_room), case=room.case)
        fact = WordsTakenBack(words=made.words, note=made.note)
        leave_note(room=target, fact=fact, author=by, keyring=keyring, clock=clock)
    return gone
