"""What a child allows to be passed on, one thing at a time; and taking that back."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.children.queries import allowed_in, is_a_childs
from yarrow.gate.facts.proposals import ChildAllows
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms.access import rooms_words_may_go_to
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import entries_in, holds
from yarrow.rooms.queries.recorded import facts_for_gate
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

NOWHERE = N_("Choose where it may go, or say that the child does not allow it.")


@transaction.atomic
def note_what_child_allows(
    *,
    room: Room,
    said: ChildAllows,
    rooms: tuple[UUID, ...],
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Record one thing and whether it may be passed on, and where. A no, or not known, names no room.

    Raises NotThere for who is not inside, for an adult's room, and for a room it could not go to.
    """
    _must_be_a_childs(room, by, keyring, clock)
    if said.allowed is Answer.YES and not rooms:
        return refused("E15", NOWHERE, field="to")
    if not set(rooms) <= {each.pk for each in rooms_words_may_go_to(by, room)}:
        raise NotThere
    named = " ".join(str(each) for each in rooms) if said.allowed is Answer.YES else ""
    fact = replace(said, rooms=Mark(named))
    return seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


@transaction.atomic
def take_back_leave(
    *, room: Room, words: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """The child does not allow it any more: from now it is not offered. Raises NotThere for anything else."""
    _must_be_a_childs(room, by, keyring, clock)
    found = (each.fact for each in allowed_in(entries_in(room, keyring)) if each.entry.pk == words)
    said = next((fact for fact in found if isinstance(fact, ChildAllows)), None)
    if said is None:
        raise NotThere
    taken = ChildAllows(words=LongText(said.words), allowed=Answer.NO)
    return seal_entry(room=room, fact=taken, by=by, keyring=keyring, clock=clock)


def _must_be_a_childs(room: Room, by: Worker, keyring: Keyring, clock: Clock) -> None:
    if room.kind != RoomKind.PERSON or not holds(by, room):
        raise NotThere
    if is_a_childs(facts_for_gate(room, entries_in(room, keyring)), clock) is not Answer.YES:
        raise NotThere
