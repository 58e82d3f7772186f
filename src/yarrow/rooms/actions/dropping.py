"""Drops: a signed, sealed note into a room that its writer cannot open (design.md §4)."""

from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_open_cases
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of, is_excluded
from yarrow.gate.codec import read_or_unreadable
from yarrow.gate.facts import Fact
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.contexts import drop_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.facts import WordsTakenBack
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries.written import INSIDE, READ, Written, written_of
from yarrow.rooms.rules import belongs_in, nobody_writes, only_a_specialist_writes
from yarrow.rooms.terms import RoomKind, Stream
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries.roster import has_signed_as
from yarrow.staff.terms import Post

from .attesting import attest_unchecked
from .entering import write_entry
from .leaving import leave_note, signed_bytes
from .rekeying.keys import RoomKeys
from .rekeying.versions import placed_room
from .taking_back import set_aside
from .telling import follow_up


@transaction.atomic
def drop_note(
    *, room: Room, fact: Fact, by: Worker, keyring: Keyring, clock: Clock, drop_id: UUID | None = None
) -> Drop:
    """Put a note into any room of a case one works on, or that one is in.

    While it is unopened the room's standing is unknown. With a ``drop_id`` the same form sent twice
    is kept once: the second time finds the first. Raises NotThere for an outsider and ValueError for
    a fact that has no home there, or that no worker writes.
    """
    if not may_drop(by, room):
        raise NotThere
    if not belongs_in(fact, RoomKind(room.kind)) or nobody_writes(fact):
        raise ValueError("this fact does not belong in that room")
    if only_a_specialist_writes(fact) and by.post != Post.SPECIALIST:
        raise NotThere
    if (kept := _kept_before(room, drop_id)) is not None:
        return kept
    return leave_note(room=room, fact=fact, author=by, keyring=keyring, clock=clock, drop_id=drop_id)


def may_drop(worker: Worker, room: Room) -> bool:
    """Whether this worker may leave a note in the room: inside it, on its case, or opening it."""
    if queries.holds(worker, room):
        return True
    return room.case is not None and (
        bool(duties_of(worker, room.case)) or _is_opening_it(worker, room.case, room)
    )


def _is_opening_it(worker: Worker, case: Case, room: Room) -> bool:
    """Whoever opens a case puts the referral's words in, until somebody inside has written there.

    An intake worker gets no duty on the case, and with the first entry this way in is shut.
    """
    return may_open_cases(worker) and not is_excluded(worker, case) and not room.entries.exists()


@transaction.atomic
def drop_from_outside(*, room: Room, fact: Fact, clock: Clock, drop_id: UUID | None = None) -> Drop:
    """Seal what somebody without an account wrote; only the intake room takes such notes.

    With a ``drop_id`` the same form sent twice is kept once: the second time finds the first.
    """
    if room.kind != RoomKind.INTAKE:
        raise ValueError("only the intake room takes notes from outside")
    if (kept := _kept_before(room, drop_id)) is not None:
        return kept
    return leave_note(room=room, fact=fact, author=None, keyring=None, clock=clock, drop_id=drop_id)


def _kept_before(room: Room, drop_id: UUID | None) -> Drop | None:
    """The note that the same form left before. Of two posts at one moment the second waits here."""
    if drop_id is None:
        return None
    Room.objects.select_for_update().get(pk=room.pk)
    return room.drops.filter(pk=drop_id).first()


@transaction.atomic
def open_drops(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Read every waiting note into the room, in order; returns how many.

    A note that does not open or whose signature is wrong stays where it is, and with it the
    room's standing stays unknown: a forged note must not clear itself away. News that comes by a
    note tells the team and stops joint work like news that is typed.
    """
    if not queries.holds(by, room):
        raise NotThere
    room = placed_room(room.pk)
    keys, written = RoomKeys(room, keyring), written_of(room.pk)
    opened = sum(
        _open_one(drop=drop, room=room, keys=keys, written=written, by=by, keyring=keyring, clock=clock)
        for drop in queries.unopened_drops(room)
    )
    if opened:
        attest_unchecked(room=room, by=by, keyring=keyring, clock=clock)
    return opened


def _open_one(
    *, drop: Drop, room: Room, keys: RoomKeys, written: Written, by: Worker, keyring: Keyring, clock: Clock
) -> bool:
    try:
        half, drop.blob = keys.as_it_came(drop)
        drop.again = 0
        raw = unwrap_with(half, drop.blob, drop_context(drop)) if _is_genuine(drop, room, written) else None
    except CannotOpen:
        return False
    if raw is None:
        return False
    fact = Envelope.from_bytes(raw).fact
    read = read_or_unreadable(fact)
    write_entry(
        room=room,
        envelope=Envelope(fact=fact, drop=drop.pk, after=drop.after, left_on=drop.day),
        author=drop.author,
        keyring=keyring,
        clock=clock,
        stream=Stream.DROPPED,
    )
    Drop.objects.filter(pk=drop.pk).update(opened_on=clock.today())
    audit.append(
        chain=room.pk,
        event=Event.DROP_OPENED,
        actor=keyring.worker,
        subject=drop.pk,
        digest=mark_of(READ, chain=room.pk, subject=drop.pk, says=INSIDE),
        clock=clock,
    )
    if isinstance(read, WordsTakenBack):
        set_aside(room=room, taken_back=read, by=by, keyring=keyring, clock=clock)
    if room.kind == RoomKind.PERSON:
        follow_up(room=room, fact=read, by=by, keyring=keyring, clock=clock)
    return True


def _is_genuine(drop: Drop, room: Room, written: Written) -> bool:
    """Signed by its author, left through this service as it lies here, and never read before.

    Hazard: a note laid in once more would be read again today, and stand after what was written since.
    """
    if drop.pk in written.read or not written.fits_as_it_came(drop):
        return False
    if drop.author_id is None:
        return room.kind == RoomKind.INTAKE
    return has_signed_as(drop.author_id, signed_bytes(drop), bytes(drop.signature))
