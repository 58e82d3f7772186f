"""How support of one person ends, and goes on again. Ending the process is another act (domain.md E37)."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.gate.ending import newest_end, reasons_to_go_on
from yarrow.gate.facts.after import EndedHow, SupportEnded, SupportResumed
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import LongText
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.aftercare.due import open_follow_ups
from yarrow.meetings.models import SupportEnd
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.facts import SecondWorkerAgrees
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import ReadEntry, entries_in, holds, recorded_in, tide_of, unopened_drops
from yarrow.rooms.rules import needs_second
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .aftercare import make_room_follow_ups

NOT_AGREED = N_("A second worker who is inside this room has not agreed yet.")
NOTE_UNREAD = N_("A note is waiting in this room. Read it first: not known is not safe.")
NOTHING_TO_END = N_("It is not recorded how support ends.")


@transaction.atomic
def end_support(
    *, room: Room, ending: SupportEnded, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Record how support ends, when nothing stays open for this person (E37).

    Where a second worker is named it ends only with ``confirm_end``, after they agreed. Raises
    NotThere for who is not inside.
    """
    room = _locked(room, by)
    if (open_still := _what_is_open(room, ending.how, keyring, clock)) is not None:
        return open_still
    entry = seal_entry(room=room, fact=ending, by=by, keyring=keyring, clock=clock)
    if not isinstance(entry, Refused) and not needs_second(ending):
        _mark_ended(room, ending.how, by=by, clock=clock)
    return entry


@transaction.atomic
def confirm_end(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> SupportEnd | Refused:
    """End support as it was recorded, now that the second worker has agreed; everything is asked anew.

    The second worker is somebody whom the case supervisor let into this room, or the supervisor.
    """
    room = _locked(room, by)
    said = newest_end(recorded_in(room, keyring))
    if said is None or not isinstance(said.fact, SupportEnded):
        return refused("E37", NOTHING_TO_END)
    if needs_second(said.fact) and not is_agreed(room, said, keyring):
        return refused("E37", NOT_AGREED)
    if (open_still := _what_is_open(room, said.fact.how, keyring, clock)) is not None:
        return open_still
    return _mark_ended(room, said.fact.how, by=by, clock=clock)


@transaction.atomic
def resume_support(*, room: Room, words: LongText, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Support goes on again, at once and whatever else is recorded. Never refused to who is inside."""
    room = _locked(room, by)
    seal_entry(room=room, fact=SupportResumed(words=words), by=by, keyring=keyring, clock=clock)
    SupportEnd.objects.filter(room=room).delete()
    make_room_follow_ups(room=room, from_day=clock.today(), clock=clock)
    audit.append(chain=room.pk, event=Event.SUPPORT_MARKED, actor=by.pk, clock=clock)


def _locked(room: Room, by: Worker) -> Room:
    if room.kind != RoomKind.PERSON or not holds(by, room):
        raise NotThere
    return Room.objects.select_for_update(of=("self",)).select_related("case").get(pk=room.pk)


def _what_is_open(room: Room, how: EndedHow, keyring: Keyring, clock: Clock) -> Refused | None:
    if unopened_drops(room).exists():
        return refused("E37", NOTE_UNREAD, field="how")
    reasons = reasons_to_go_on(
        recorded_in(room, keyring),
        how=how,
        day=clock.today(),
        open_follow_ups=open_follow_ups(room).count(),
    )
    return Refused(tuple(Reason(each.code, each.text, "how") for each in reasons)) if reasons else None


def is_agreed(room: Room, said: Recorded, keyring: Keyring) -> bool:
    """Whether somebody inside, or the case supervisor, agreed with this very record and did not write it."""
    entries = entries_in(room, keyring)
    author = next((read.entry.author_id for read in entries if read.entry.pk == said.entry), None)
    agreed = [read for read in entries if _agrees(read, said) and read.entry.author_id != author]
    return said.seconded and any(_may_second(read.entry.author, room) for read in agreed)


def _agrees(read: ReadEntry, said: Recorded) -> bool:
    return read.counts and isinstance(read.fact, SecondWorkerAgrees) and read.fact.entry == str(said.entry)


def _may_second(worker: Worker | None, room: Room) -> bool:
    if worker is None or room.case is None:
        return False
    return holds(worker, room) or Duty.SUPERVISOR in duties_of(worker, room.case)


def _mark_ended(room: Room, how: EndedHow, *, by: Worker, clock: Clock) -> SupportEnd:
    end, _fresh = SupportEnd.objects.update_or_create(
        room=room, defaults={"ended_on": clock.today(), "tide": tide_of(room)}
    )
    if how is EndedHow.DIED:
        # Nobody is left to be called; whoever is bereaved is asked in their own room.
        open_follow_ups(room).update(done_on=clock.today(), done_by=by)
    audit.append(chain=room.pk, event=Event.SUPPORT_MARKED, actor=by.pk, clock=clock)
    return end
