"""What is recorded in a room, for who holds its key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from yarrow.gate.codec import read_or_unreadable
from yarrow.gate.facts import Fact, Unreadable
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.justice import Pathway, PathwayNow
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.contexts import entry_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.facts import DECIDES_NOTHING, SecondWorkerAgrees, ShareMade, ShareTakenBack
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.rules import only_a_specialist_writes, only_a_supervisor_seconds
from yarrow.rooms.terms import Stream
from yarrow.sealing.blob import unseal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post

from .held import unopened_drops
from .keys import room_key
from .written import Written, written_of


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One entry, opened: its row, its fact, and what happened to it since.

    ``after`` is the number of the last entry before it came, when it came by a note; ``left_on`` the
    day of that note, and ``note`` its id. ``out_on`` is the day on which it was taken out.
    ``is_moved``: it, or what it corrects, is not as the record has it, or is gone.
    """

    entry: Entry
    fact: Fact
    corrects: UUID | None
    corrected_by: UUID | None
    out_on: date | None = None
    after: int | None = None
    left_on: date | None = None
    note: UUID | None = None
    is_moved: bool = False

    @property
    def is_quarantined(self) -> bool:
        """Whether it was taken out of the room."""
        return self.out_on is not None

    @property
    def counts(self) -> bool:
        """Whether rules look at it: neither corrected nor quarantined."""
        return self.corrected_by is None and not self.is_quarantined


def entries_in(room: Room, keyring: Keyring) -> tuple[ReadEntry, ...]:
    """Every entry of the room in the order written; raises NotThere for who is not inside.

    What does not fit is looked at twice: a colleague may write between the record and the rows.
    """
    read = _read_once(room, keyring)
    return read if all(_can_be_read(each) for each in read) else _read_once(room, keyring)


def _can_be_read(read: ReadEntry) -> bool:
    return not isinstance(read.fact, Unreadable)


def _read_once(room: Room, keyring: Keyring) -> tuple[ReadEntry, ...]:
    written, opened = written_of(room.pk), _open_all(room, keyring)
    return (*_gone(room, written, opened), *read_entries(opened, written))


def read_entries(opened: Sequence[tuple[Entry, Envelope]], written: Written) -> tuple[ReadEntry, ...]:
    """Put opened entries together: which corrects which, which were taken out, and which were moved.

    A correction that was taken out corrects nothing: otherwise the trigger that it stood for
    would be gone with it. What does not fit the record cannot be read, and nothing puts it right.
    """
    moved, out_on = _moved(opened, written), written.out_on
    corrected = {
        envelope.corrects: entry.pk
        for entry, envelope in opened
        if envelope.corrects and entry.pk not in out_on and envelope.corrects not in moved
    }
    return tuple(
        ReadEntry(
            entry=entry,
            fact=Unreadable() if entry.pk in moved else read_or_unreadable(envelope.fact),
            corrects=envelope.corrects,
            corrected_by=corrected.get(entry.pk),
            out_on=out_on.get(entry.pk),
            after=envelope.after,
            left_on=envelope.left_on,
            note=envelope.drop,
            is_moved=entry.pk in moved,
        )
        for entry, envelope in opened
    )


def _moved(opened: Sequence[tuple[Entry, Envelope]], written: Written) -> set[UUID]:
    """Entries that are not as they were written, and all that stand in their place or rest on it.

    A correction stands where its original stood, and on its day: moved, it would take the correction along.
    """
    moved = {entry.pk for entry, _envelope in opened if not written.fits(entry)}
    rest = [(entry.pk, envelope.corrects) for entry, envelope in opened if envelope.corrects]
    while moved and (more := {pk for pk, corrects in rest if corrects in moved and pk not in moved}):
        moved |= more
    return moved


def _gone(room: Room, written: Written, opened: Sequence[tuple[Entry, Envelope]]) -> list[ReadEntry]:
    """Stands for what the record knows and the room has no more: entries, and notes that nobody read."""
    there, came = {entry.pk for entry, _ in opened}, {envelope.drop for _, envelope in opened}
    gone = {pk: at for pk, (_marked, at) in written.entries.items() if pk not in there}
    if (unread := written.notes.keys() - came) and (hidden := unread - _waiting(room)):
        gone |= {pk: written.notes[pk][1] for pk in hidden}
    return [_missing(room, pk, at) for pk, at in sorted(gone.items())]


def _waiting(room: Room) -> set[UUID]:
    return set(unopened_drops(room).values_list("pk", flat=True))


def _missing(room: Room, pk: UUID, at: datetime) -> ReadEntry:
    day = at.astimezone(LOCAL).date()
    row = Entry(id=pk, room=room, number=0, version=0, day=day, author=None, stream=Stream.WRITTEN, blob=b"")
    return ReadEntry(entry=row, fact=Unreadable(), corrects=None, corrected_by=None, is_moved=True)


def _open_all(room: Room, keyring: Keyring) -> list[tuple[Entry, Envelope]]:
    keys: dict[int, bytes] = {}
    deployment = the_service().pk
    opened = []
    for entry in room.entries.select_related("author").order_by("number"):
        if entry.version not in keys:
            keys[entry.version] = room_key(room=room, keyring=keyring, version=entry.version)[1]
        raw = unseal(keys[entry.version], bytes(entry.blob), entry_context(entry, deployment=deployment))
        opened.append((entry, Envelope.from_bytes(raw)))
    return opened


def recorded_in(room: Room, keyring: Keyring) -> tuple[Recorded, ...]:
    """The facts that count, as the gate reads them."""
    return facts_for_gate(room, entries_in(room, keyring))


def facts_for_gate(room: Room, entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """What counts, and before it what the case says of its pathway, as the rules are asked.

    Hazard: without this a room would not know that it is asked on restorative justice, and answer
    without the official case (``gate.rules.justice``).
    """
    return (*_pathway_of(room), *facts_that_count(entries))


def is_in_justice(room: Room) -> bool:
    """Whether the room's case is on restorative justice; a room of no case is on neither pathway."""
    return room.case is not None and room.case.pathway == Pathway.RESTORATIVE_JUSTICE


def _pathway_of(room: Room) -> tuple[Recorded, ...]:
    """Nothing where the case is on restorative approaches and always was: nothing is asked besides."""
    case = room.case
    if case is None:
        return ()
    now = PathwayNow(pathway=Pathway(case.pathway), since=case.pathway_moved_on)
    if now.pathway is Pathway.RESTORATIVE_APPROACHES and now.since is None:
        return ()
    return (Recorded(fact=now, number=0, day=case.opened_on, entry=case.pk),)


def facts_that_count(entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """Keep what counts, in the order in which the gate must read it, numbered from 1.

    A correction stands where its original stood: otherwise correcting an old risk assessment today
    would make it later than a trigger, and so clear what nobody has looked at. For the same reason
    a specialist's view that lay unread stands where it arrived, not where it was opened. Both keep the
    day from which they lapse.
    """
    place_of, day_of = _places(entries), _days(entries)
    seconded, standing = _seconded(entries), shares_standing(entries)
    kept = [read for read in entries if read.counts and not isinstance(read.fact, DECIDES_NOTHING)]
    kept.sort(key=lambda read: place_of[read.entry.pk])
    return tuple(
        Recorded(
            fact=_where_all_were_looked_at(read.fact, standing),
            number=number,
            day=day_of[read.entry.pk],
            entry=read.entry.pk,
            seconded=read.entry.pk in seconded,
        )
        for number, read in enumerate(kept, start=1)
    )


def shares_standing(entries: Sequence[ReadEntry]) -> tuple[ReadEntry, ...]:
    """What was passed on from this room and neither taken back since nor taken out, oldest first."""
    gone = {read.fact.share for read in entries if read.counts and isinstance(read.fact, ShareTakenBack)}
    made = (read for read in entries if read.counts and isinstance(read.fact, ShareMade))
    return tuple(read for read in made if str(read.entry.pk) not in gone)


def _where_all_were_looked_at(fact: Fact, standing: Sequence[ReadEntry]) -> Fact:
    """A look at what was passed on says "every one" only where it names every share that stands now.

    So a share made since asks for another look, as a change of part does by the gate's own rule.
    """
    if not isinstance(fact, SharesLookedAt):
        return fact
    named = set(fact.shares.split())
    all_named = all(str(read.entry.pk) in named for read in standing)
    return fact if all_named else replace(fact, every_one=Answer.UNKNOWN)


def _places(entries: Sequence[ReadEntry]) -> dict[UUID, tuple[int, int]]:
    """Where each entry stands: its number, or just after the entry that it arrived after."""
    places: dict[UUID, tuple[int, int]] = {}
    for read in entries:
        number = read.entry.number
        arrived_late = read.after is not None and only_a_specialist_writes(read.fact)
        places[read.entry.pk] = (read.after or 0, number) if arrived_late else (number, 0)
        if read.corrects in places:
            places[read.entry.pk] = places[read.corrects]
    return places


def _days(entries: Sequence[ReadEntry]) -> dict[UUID, date]:
    """From which day each entry counts: its own, that of its note, or that of what it corrects."""
    days: dict[UUID, date] = {}
    for read in entries:
        days[read.entry.pk] = read.left_on or read.entry.day
        if read.corrects in days:
            days[read.entry.pk] = days[read.corrects]
    return days


def _seconded(entries: Sequence[ReadEntry]) -> frozenset[UUID]:
    """Entries that somebody other than their author has agreed with, by an entry of their own."""
    agreed = [read for read in entries if read.counts and isinstance(read.fact, SecondWorkerAgrees)]
    return frozenset(
        read.entry.pk for read in entries if any(_agrees_with(agreement, read) for agreement in agreed)
    )


def _agrees_with(agreement: ReadEntry, read: ReadEntry) -> bool:
    by = agreement.entry.author
    if not isinstance(agreement.fact, SecondWorkerAgrees) or agreement.fact.entry != str(read.entry.pk):
        return False
    if by is None or by.pk == read.entry.author_id:
        return False
    return by.post == Post.SUPERVISOR or not only_a_supervisor_seconds(read.fact)
