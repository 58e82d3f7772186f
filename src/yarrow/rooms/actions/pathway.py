"""Moving a case to the other pathway, as far as its rooms are concerned (design.md §2).

``cases`` lies below and knows no room, so the two halves of the act meet here.
"""

from django.db import transaction

from yarrow.cases import actions as cases
from yarrow.cases.models import Case, PathwayMove
from yarrow.cases.terms import WhyMoved
from yarrow.gate.facts import Fact
from yarrow.gate.facts.justice import Pathway, PathwayMoveAsked, PathwayMoved
from yarrow.gate.words import LongText
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .leaving import leave_note
from .writing import seal_entry

_TOLD = frozenset({RoomKind.PERSON, RoomKind.TEAM})


@transaction.atomic
def ask_to_move_pathway(
    *, case: Case, why: WhyMoved, words: str, asked_of: Worker, by: Worker, keyring: Keyring, clock: Clock
) -> PathwayMove | Refused:
    """Ask a supervisor to agree to the move. Why is written into the team room, as an entry of who asks.

    Raises NotThere for who does not decide on the case, or is not in its team room.
    """
    team = queries.team_room(case)
    if team is None or not queries.holds(by, team):
        raise NotThere
    move = cases.ask_to_move(case=case, why=why, asked_of=asked_of, by=by, clock=clock)
    if isinstance(move, Refused):
        return move
    said = PathwayMoveAsked(pathway=Pathway(move.to), words=LongText(words))
    entry = seal_entry(room=team, fact=said, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Refused):
        transaction.set_rollback(True)
        return entry
    return move


@transaction.atomic
def agree_to_move_pathway(*, move: PathwayMove, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Agree, and with that it is moved: joint work stops, and every room is told by a note of this worker.

    Until somebody inside has opened the note a room answers nothing; afterwards no yes from before
    counts (E14, E15). Raises NotThere for who was not asked.
    """
    case = cases.agree_to_move(move=move, by=by, clock=clock)
    fact: Fact = PathwayMoved(pathway=Pathway(case.pathway))
    for room in Room.objects.filter(case=case, kind__in=_TOLD).order_by("number"):
        leave_note(room=room, fact=fact, author=by, keyring=keyring, clock=clock)
