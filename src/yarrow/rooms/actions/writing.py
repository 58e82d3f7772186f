"""Writing in a room: seal, notify the team when it must know, attest again, audit."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yarrow.gate.acts.asking import is_frozen
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.justice import PathwayMoved
from yarrow.gate.facts.who import Death
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.rules import belongs_in, nobody_writes, only_a_specialist_writes, why_not_corrected
from yarrow.rooms.terms import RoomKind, Stream
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .attesting import attest_unchecked
from .entering import write_entry
from .rekeying.versions import placed_room
from .taking_back import put_in_quarantine, tell_where_read
from .telling import follow_up, hold_rooms_asked

KEPT_UNREAD = N_("Something here cannot be read, so the rest stays as it is. Take that out first.")
KEPT_MOVE = N_("The work moved to the other pathway. That stays in every room; nobody takes it out.")
KEPT_MOVED = N_("This entry is not as it was written. It stays until it is put right: tell the supervisor.")
KEPT = N_("This person has died: what is written here stays as it is. Write what is so as a new record.")


@transaction.atomic
def seal_entry(
    *,
    room: Room,
    fact: Fact,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
    corrects: UUID | None = None,
) -> Entry | Refused:
    """Record one fact in a room its author is inside.

    ``entry_id`` is the one-time id of the form that was posted: a second post of the same form
    finds its entry and writes nothing. A trigger also drops a notice into the team room, in the
    same transaction, so that both stop standing together (design.md §4, "Triggers").
    """
    hold_rooms_asked(room=room, facts=[fact])
    room = _locked(room, by)
    if entry_id is not None and (written := Entry.objects.filter(pk=entry_id, room=room).first()):
        return written
    if (problems := _problems_of(fact, room, by)) is not None:
        return problems
    envelope = Envelope(fact=to_bytes(fact), corrects=corrects)
    entry = _written(room, fact, envelope, by, keyring, clock, entry_id)
    attest_unchecked(room=room, by=by, keyring=keyring, clock=clock)
    return entry


@transaction.atomic
def seal_entries(
    *, room: Room, facts: Sequence[Fact], by: Worker, keyring: Keyring, clock: Clock
) -> tuple[Entry, ...] | Refused:
    """Record what one page says of one room, in this order: all of it, or nothing where any is refused.

    The room says again what stands once, after the last: nobody can look in between. Raises NotThere.
    """
    hold_rooms_asked(room=room, facts=facts)
    room = _locked(room, by)
    for fact in facts:
        if (problems := _problems_of(fact, room, by)) is not None:
            return problems
    written = tuple(_written(room, fact, Envelope(fact=to_bytes(fact)), by, keyring, clock) for fact in facts)
    if written:
        attest_unchecked(room=room, by=by, keyring=keyring, clock=clock)
    return written


def _written(
    room: Room,
    fact: Fact,
    envelope: Envelope,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry:
    entry = write_entry(
        room=room,
        envelope=envelope,
        author=by,
        keyring=keyring,
        clock=clock,
        entry_id=entry_id,
        stream=Stream.WRITTEN,
    )
    follow_up(room=room, fact=fact, by=by, keyring=keyring, clock=clock)
    return entry


def _locked(room: Room, by: Worker) -> Room:
    """Hold the room's row until the transaction ends, so that numbers have no gap and no double."""
    if not queries.holds(by, room):
        raise NotThere
    return placed_room(room.pk)


def _problems_of(fact: Fact, room: Room, by: Worker) -> Refused | None:
    if not belongs_in(fact, RoomKind(room.kind)):
        return refused("HOME", N_("This does not belong in this room."))
    if nobody_writes(fact):
        return refused("NOTICE", N_("The team is told of this by the room of the person it is about."))
    if only_a_specialist_writes(fact) and by.post != Post.SPECIALIST:
        return refused("SPECIALIST", N_("Specialists give their view themselves; ask them to send it here."))
    problems = fact.problems()
    return Refused(tuple(Reason("INPUT", text, field) for field, text in problems)) if problems else None


@transaction.atomic
def correct_entry(
    *,
    room: Room,
    entry: UUID,
    fact: Fact,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Write the right words beside the wrong ones; nothing is ever overwritten (domain.md §9.16)."""
    hold_rooms_asked(room=room, facts=[fact])
    room = _locked(room, by)  # of two corrections at one moment the second must see the first
    entries = queries.entries_in(room, keyring)
    wrong = next((read for read in entries if read.entry.pk == entry), None)
    if wrong is None:
        raise NotThere
    if not wrong.counts:
        return refused("CORRECTED", N_("This entry has been corrected already."))
    if (kept := _why_kept(room, entries, wrong)) is not None:
        return kept
    if (reason := why_not_corrected(wrong.fact, fact)) is not None:
        return Refused((reason,))
    return seal_entry(
        room=room, fact=fact, by=by, keyring=keyring, clock=clock, corrects=entry, entry_id=entry_id
    )


@transaction.atomic
def quarantine_unchecked(*, room: Room, entry: UUID, by: Worker, clock: Clock) -> None:
    """Take a misfiled entry out of this room at once; whether anything is kept, ``take_out_entry`` asks.

    The room's standing is unknown from here on, until a holder attests again: taking a warning
    out must never quietly open anything.
    """
    room = _locked(room, by)
    row = room.entries.filter(pk=entry).first()
    if row is None:
        raise NotThere
    put_in_quarantine(room=room, row=row, by=by, clock=clock)


@transaction.atomic
def take_out_entry(*, room: Room, entry: UUID, by: Worker, keyring: Keyring, clock: Clock) -> Refused | None:
    """Take a misfiled entry out of this room, unless everything in it is kept because somebody died.

    The record of the death itself can be taken out: written in the wrong room it would keep that one
    for ever. Words that were passed on by it are taken back where they went. Raises NotThere for who is
    not inside, and for no such entry.
    """
    # Read with the room's row held: a death recorded between the look and the act would keep nothing.
    room = _locked(room, by)
    entries = queries.entries_in(room, keyring)
    found = next((read for read in entries if read.entry.pk == entry), None)
    if found is not None and found.is_moved:  # whoever moved a warning would have it thrown away unread
        return refused("MOVED", KEPT_MOVED)
    if found is not None and (kept := _why_kept(room, entries, found)) is not None:
        return kept
    quarantine_unchecked(room=room, entry=entry, by=by, clock=clock)
    if found in queries.shares_standing(entries):
        tell_where_read(room=room, shares=[found], by=by, keyring=keyring, clock=clock)
    return None


def _why_kept(room: Room, entries: Sequence[queries.ReadEntry], found: queries.ReadEntry) -> Refused | None:
    """Why this entry stays as it is (gate: a death freezes; design.md §4, "Triggers"); None where it may go.

    What cannot be read may be a death: all else is kept until somebody has taken that out.
    """
    if isinstance(found.fact, PathwayMoved):
        return refused("PATHWAY", KEPT_MOVE)
    if room.kind != RoomKind.PERSON or isinstance(found.fact, Death | Unreadable):
        return None
    if not is_frozen(queries.facts_that_count(entries)):
        return None
    died = any(isinstance(read.fact, Death) for read in entries if read.counts)
    return refused("DEATH", KEPT if died else KEPT_UNREAD)
