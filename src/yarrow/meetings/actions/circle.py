"""Writing a circle down: each fact into its own room, through the acts that a room's own pages use.

Nothing here decides anything. All of a page is written, or nothing of it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from yarrow.cases.models import Case
from yarrow.gate.facts import Fact
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import agree_as_second, open_drops, seal_entries
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .proposing import propose_plan

Written = Mapping[Room, Sequence[Fact]]


@transaction.atomic
def read_notes_in(*, rooms: Sequence[Room], by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Read what intake left into every room; raises NotThere for who is not inside one of them."""
    for room in rooms:
        open_drops(room=room, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def write_page(*, written: Written, team: Room, by: Worker, keyring: Keyring, clock: Clock) -> Refused | None:
    """Record what one page says, each fact in its room, or nothing where any of it is refused.

    What the rooms tell the team by themselves is read into its room in the same act: whoever wrote it
    is inside, and an unread note would hold everything up.
    """
    for room, facts in written.items():
        said = seal_entries(room=room, facts=facts, by=by, keyring=keyring, clock=clock)
        if isinstance(said, Refused):
            transaction.set_rollback(True)
            return said
    open_drops(room=team, by=by, keyring=keyring, clock=clock)
    return None


@transaction.atomic
def write_place(
    *,
    case: Case,
    people: Sequence[Room],
    team: Room,
    written: Written,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Plan | Refused:
    """The same for the page of the place; with it the circle is proposed, and nothing more."""
    refusal = write_page(written=written, team=team, by=by, keyring=keyring, clock=clock)
    if refusal is not None:
        return refusal
    plan = propose_plan(
        case=case, form=Form.CIRCLE_WITH_ALL, topics=[Topic.HARM], rooms=people, by=by, clock=clock
    )
    if isinstance(plan, Refused):
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def agree_with_all(
    *, waiting: Sequence[tuple[Room, UUID]], by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Agree as the second worker with each of these, each by an act of its own, or with none.

    Refused for who wrote one of them, and where one of the two vouched for the other (decision 0018).
    """
    for room, entry in waiting:
        said = agree_as_second(room=room, entry=entry, by=by, keyring=keyring, clock=clock)
        if isinstance(said, Refused):
            transaction.set_rollback(True)
            return said
    return None
