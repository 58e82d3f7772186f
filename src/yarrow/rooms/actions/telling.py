"""What follows from a fact in a room, however it came in: the team is told, joint work stops.

Of a public event that all know of the other people's rooms are asked to look again (design.md §4).

Access was settled by the room's key. Nothing here asks for it again: what was said must always be
recordable, also by somebody whose duty on the case has ended since.
"""

from collections.abc import Sequence

from yarrow.cases.actions import note_stop
from yarrow.gate.acts.changes import asks_every_room
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import LookAgain
from yarrow.kernel.clock import Clock
from yarrow.rooms import queries
from yarrow.rooms.models import Room
from yarrow.rooms.rules import notices_for, stop_of
from yarrow.rooms.signals import written
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .leaving import leave_note
from .rekeying.versions import locked_room


def follow_up(*, room: Room, fact: Fact, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Tell the team and stop joint work, in the transaction in which the fact was written."""
    _tell_the_team(room=room, fact=fact, by=by, keyring=keyring, clock=clock)
    _ask_the_others(room=room, fact=fact, by=by, keyring=keyring, clock=clock)
    _stop_joint_work(room=room, fact=fact, by=by, clock=clock)
    written.send(sender=Room, room=room, fact=fact, by=by, keyring=keyring, clock=clock)


def _tell_the_team(*, room: Room, fact: Fact, by: Worker, keyring: Keyring, clock: Clock) -> None:
    if room.kind != RoomKind.PERSON or room.case is None:
        return
    team = queries.team_room(room.case)
    if team is None:
        return
    for notice in notices_for(fact, lambda: queries.recorded_in(room, keyring)):
        leave_note(room=team, fact=notice, author=by, keyring=keyring, clock=clock, by_itself=True)


def hold_rooms_asked(*, room: Room, facts: Sequence[Fact]) -> None:
    """Hold the rooms that these facts will ask, in one order, before the writer's own is held.

    Two workers who record the same hearing at one moment would otherwise each wait for the other's room.
    """
    if room.case is None or not any(asks_every_room(fact) for fact in facts):
        return
    for each in queries.case_rooms(room.case).filter(kind=RoomKind.PERSON).order_by("pk"):
        locked_room(each.pk)


def _ask_the_others(*, room: Room, fact: Fact, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """A note without a word into every other person's room: not what it was, nor from which room."""
    if room.kind != RoomKind.PERSON or room.case is None or not asks_every_room(fact):
        return
    others = queries.case_rooms(room.case).filter(kind=RoomKind.PERSON).exclude(pk=room.pk)
    for other in others.order_by("pk"):
        leave_note(room=other, fact=LookAgain(), author=by, keyring=keyring, clock=clock, by_itself=True)


def _stop_joint_work(*, room: Room, fact: Fact, by: Worker, clock: Clock) -> None:
    stop = stop_of(fact)
    if stop is None or room.case is None:
        return
    note_stop(case=room.case, by=by, clock=clock, kind=stop)
