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
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.meetings.circle.marks import tide_mark
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import agree_as_second, open_drops, seal_entries
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .proposing import propose_plan

_NEWS = N_(
    "Something was recorded in one of these rooms after this page was opened. Look there first, then save"
    " again."
)
Written = Mapping[Room, Sequence[Fact]]


@transaction.atomic
def read_notes_in(*, rooms: Sequence[Room], by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Read what intake left into every room; raises NotThere for who is not inside one of them."""
    for room in rooms:
        open_drops(room=room, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def write_page(
    *, written: Written, rooms: Sequence[Room], seen: str | None, by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Record what one page says, each fact in its room, or nothing where any of it is refused.

    ``rooms`` are all of the circle, the team's last; ``seen`` marks what lay in them when the page was
    shown. Where anything came since, nothing is recorded: a yes that was typed before somebody stopped
    taking part must not become the last word. None, for a worry or a no, is recorded in any case.

    What the rooms tell the team by themselves is read into its room in the same act: whoever wrote it
    is inside, and an unread note would hold everything up.
    """
    _hold(rooms)
    if seen not in {None, tide_mark(rooms)}:
        return refused("SEEN", _NEWS)
    for room, facts in written.items():
        said = seal_entries(room=room, facts=facts, by=by, keyring=keyring, clock=clock)
        if isinstance(said, Refused):
            transaction.set_rollback(True)
            return said
    open_drops(room=rooms[-1], by=by, keyring=keyring, clock=clock)
    return None


def _hold(rooms: Sequence[Room]) -> None:
    """In one order for everybody; nothing is written into them in between."""
    held = Room.objects.select_for_update(of=("self",)).filter(pk__in=[room.pk for room in rooms])
    list(held.order_by("pk").values_list("pk"))


@transaction.atomic
def write_place(
    *,
    case: Case,
    rooms: Sequence[Room],
    written: Written,
    seen: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Plan | Refused:
    """The same for the page of the place; with it the circle is proposed, and nothing more."""
    refusal = write_page(written=written, rooms=rooms, seen=seen, by=by, keyring=keyring, clock=clock)
    if refusal is not None:
        return refusal
    plan = propose_plan(
        case=case, form=Form.CIRCLE_WITH_ALL, topics=[Topic.HARM], rooms=rooms[:-1], by=by, clock=clock
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
