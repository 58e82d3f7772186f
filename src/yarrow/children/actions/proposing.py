"""Accepting a proposal into the team room, or refusing it with every reason."""

from uuid import UUID

from django.db import transaction

from yarrow.children.queries import is_a_childs
from yarrow.children.rules import as_of, looked_at, outline_of
from yarrow.gate.facts.proposals import TimeProposal
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms.actions import seal_entries
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import entries_in, holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .looking import beside

NOT_A_CHILD = N_("This is not known to be the room of somebody under 18.")


@transaction.atomic
def propose_time(
    *, room: Room, child: UUID, proposal: TimeProposal, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Accept a proposal into the team room, or refuse with every reason and its rule.

    With it the outline that the gate asks of the team room is answered (domain.md E31): each of its parts
    was just looked at. Pressed twice it is written once. Raises NotThere for who is not inside the team room.
    """
    if room.kind != RoomKind.TEAM or room.case is None or not holds(by, room):
        raise NotThere
    known = beside(case=room.case, child=child, by=by, keyring=keyring, clock=clock)
    said, proposal = looked_at(proposal, known), as_of(proposal, child)
    if isinstance(said, Refused):
        return said
    if is_a_childs(known.child.recorded, clock) is not Answer.YES:
        return refused("E31", NOT_A_CHILD, field="child")
    return _accepted(room, proposal, by, keyring, clock)


def _accepted(
    room: Room, proposal: TimeProposal, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    written = [each.entry for each in entries_in(room, keyring) if each.counts and each.fact == proposal]
    if written:
        return written[-1]
    facts = [proposal, outline_of(proposal)]
    sealed = seal_entries(room=room, facts=facts, by=by, keyring=keyring, clock=clock)
    return sealed if isinstance(sealed, Refused) else sealed[0]
