"""How it went with each line afterwards: kept, or not kept (domain.md E34)."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.agreements.queries import plan_offered, shared_room
from yarrow.agreements.rules import Line, Standing
from yarrow.gate.facts.agreement import CommitmentKept, NotKeptAsked
from yarrow.gate.words import Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions.aftercare import make_telling
from yarrow.meetings.queries import rooms_asked
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .writing import table_in


@transaction.atomic
def mark_kept(
    *,
    room: Room,
    line: UUID,
    said: CommitmentKept,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Record how it went with a line that stands.

    In the shared room everybody reads it, and each person is told by their own route, kept or not
    kept alike. In a person's room it stays there: nothing else is written anywhere. Raises NotThere
    for a line that stands in no agreement.
    """
    shared, (standing, found) = _line_that_stands(room, line, by, keyring)
    marked = replace(said, commitment=Mark(str(found.id)), line=found.fact.words)
    entry = seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
    if isinstance(entry, Entry) and room == shared and room.case is not None:
        rooms = rooms_asked(plan_offered(standing.offer, room.case))
        make_telling(case=room.case, rooms=rooms, on=clock.today(), clock=clock)
    return entry


@transaction.atomic
def ask_what_happened(
    *,
    room: Room,
    line: UUID,
    said: NotKeptAsked,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """What one person says, alone, of a line that was not kept: a question first.

    Fear, pressure or contact is a change: the team is told and joint work stops, in this transaction, as
    by any other (domain.md E8). Nothing else is written anywhere. Raises NotThere for a line that stands
    in no agreement, and in the shared room, where nobody is alone.
    """
    if room.kind != RoomKind.PERSON:
        raise NotThere
    _shared, (_standing, found) = _line_that_stands(room, line, by, keyring)
    asked = replace(said, commitment=Mark(str(found.id)), line=Mark(found.fact.words))
    return seal_entry(room=room, fact=asked, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


def _line_that_stands(
    room: Room, line: UUID, by: Worker, keyring: Keyring
) -> tuple[Room, tuple[Standing, Line]]:
    shared = shared_room(room.case) if room.case is not None else None
    if shared is None or room.kind not in {RoomKind.PERSON, RoomKind.SHARED}:
        raise NotThere
    if not holds(by, room) or not holds(by, shared):
        raise NotThere
    found = table_in(shared, keyring).standing_line(line)
    if found is None:
        raise NotThere
    return shared, found
