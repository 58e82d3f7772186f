"""A paper of what is proposed, for one person; and one of a safer handover. Both pass the door."""

from uuid import UUID

from django.db import transaction

from yarrow.children.rules import looked_at
from yarrow.gate.facts.proposals import TimeProposal
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.actions import Stopped
from yarrow.papers.actions import make_paper
from yarrow.papers.making.asked import Asked
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds, team_room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .looking import beside


@transaction.atomic
def make_proposal_paper(
    *,
    room: Room,
    proposal: TimeProposal,
    asked: Asked,
    session: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> UUID | Stopped | Refused:
    """Look at the proposal again, as of today, then make this person's paper and bring it to the door.

    An order that was made since, or a child who takes no part any more, refuses. Raises NotThere for who
    is not inside both this person's room and the team's, and ``papers.rules.BadPaper``.
    """
    team = team_room(room.case) if room.case is not None else None
    if room.case is None or team is None or not holds(by, room) or not holds(by, team):
        raise NotThere
    child = UUID(proposal.child)
    known = beside(case=room.case, child=child, by=by, keyring=keyring, clock=clock)
    if isinstance(said := looked_at(proposal, known), Refused):
        return said
    return make_paper(room=room, asked=asked, session=session, by=by, keyring=keyring, clock=clock)
