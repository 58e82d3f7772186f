"""What is pressed on the page of a course: a next step is done, and follow-up without a meeting."""

from uuid import UUID

from django.db import transaction

from yarrow.gate.facts.course import NextStep, NextStepDone
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import make_room_follow_ups
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import ReadEntry, entries_in, holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


@transaction.atomic
def finish_step(*, room: Room, step: UUID, by: Worker, keyring: Keyring, clock: Clock) -> Entry | Refused:
    """Record that a next step of this room is done; a second press finds the first.

    Raises NotThere for who is not inside, and for anything that is not a next step of this room.
    """
    if not holds(by, room):
        raise NotThere
    counting = [read for read in entries_in(room, keyring) if read.counts]
    if not any(read.entry.pk == step and isinstance(read.fact, NextStep) for read in counting):
        raise NotThere
    if (before := _said_before(counting, step)) is not None:
        return before
    fact = NextStepDone(step=str(step))
    return seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock)


def _said_before(counting: list[ReadEntry], step: UUID) -> Entry | None:
    said = (read.entry for read in counting if read.fact == NextStepDone(step=str(step)))
    return next(said, None)


@transaction.atomic
def plan_follow_up(*, room: Room, by: Worker, clock: Clock) -> None:
    """Follow-up of one person's own way, also where nobody ever meets (domain.md §2.10).

    The rows are the same as after any work, so they do not tell which course it was, or that there
    was one. Raises NotThere for who is not inside, or a room that is no person's.
    """
    if not holds(by, room) or room.kind != RoomKind.PERSON:
        raise NotThere
    make_room_follow_ups(room=room, from_day=clock.today(), clock=clock)
