"""What is held, how a room's person may be reached, and how often that has changed."""

from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.gate.facts.routes import RouteKind
from yarrow.gate.recorded import Recorded
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Room
from yarrow.rooms.queries import entries_in, facts_for_gate, unopened_drops
from yarrow.sealing.keyring import Keyring
from yarrow.staff import marks
from yarrow.staff.marks import Matter
from yarrow.staff.queries import the_service

from .gathering import reachable_in
from .models import Hold, ReachCount
from .notes import as_told
from .reachable import Reachable
from .rules import Route

HOLD = Matter("hold", gives=(Event.HOLD_LIFTED,), ends=(Event.HOLD_SET,))
"""What lets messages go again is the lifting, so that is what carries a mark; setting needs none."""

LIFTED = (b"lifted",)


def is_held(case: Case | None, room: Room) -> bool:
    """Whether everything to the person of this room is on hold; no key is needed to ask.

    Held where a hold of this room or of the whole service was not lifted through this service, where a
    row says so, and where a note lies in the room that nobody read: what it says is not known. A room that
    is not of this case is held; so is what cannot be asked (``PepperMissing`` comes out as held).
    """
    try:
        return (case is not None and room.case_id != case.pk) or _is_held(room)
    except Exception:  # noqa: BLE001  # whatever went wrong, nothing goes out
        return True


def _is_held(room: Room) -> bool:
    return is_on_hold(room.pk) or all_are_held() or unopened_drops(room).exists()


def all_are_held() -> bool:
    """Whether everything of the service is on hold; what cannot be told is."""
    try:
        return is_on_hold(None)
    except Exception:  # noqa: BLE001  # whatever went wrong, nothing goes out
        return True


def is_on_hold(room: UUID | None) -> bool:
    """Whether a hold stands on this room (or on the service): by its row, or by the record of it."""
    if Hold.objects.filter(room=room, lifted_on__isnull=True).exists():
        return True
    about = chain_of(room)
    newest = marks.newest_of(HOLD, chains=[about], subjects=[about]).get((about, about))
    if newest is None:
        return Hold.objects.filter(room=room).exists()  # a row without its event is not known
    return not marks.holds(newest, HOLD, chain=about, subject=about, says=LIFTED)


def chain_of(room: UUID | None) -> UUID:
    """In whose record the holds stand: the room's, or the service's."""
    return room if room is not None else the_service().pk


def holds_ever(case_id: UUID, room_id: UUID) -> int:
    """How many holds were ever set that concern this room; lifting never lowers it. Needs no pepper."""
    del case_id  # a hold of a whole case is one for each of its people
    return Hold.objects.filter(Q(room=room_id) | Q(room__isnull=True)).count()


def reach_count(room_id: UUID) -> int:
    """The number that what waits to be sent carries; -1 where none was written yet. Needs no pepper."""
    found = ReachCount.objects.filter(room=room_id).aggregate(number=Sum("number"))["number"]
    return -1 if found is None else found


def reachable(room: Room, keyring: Keyring) -> Reachable:
    """All that the room says of reaching its person; raises NotThere for who is not inside."""
    return reachable_in(told_in(room, keyring))


def told_in(room: Room, keyring: Keyring) -> tuple[Recorded, ...]:
    """What counts in the room for reaching its person; what came by a note is a claim (``notes``)."""
    entries = entries_in(room, keyring)
    return as_told(facts_for_gate(room, entries), entries)


def routes_of(room: Room, keyring: Keyring, today: date) -> dict[RouteKind, Route]:
    """The one route of each kind, refusing ones too; raises NotThere for who is not inside."""
    del today  # what lapses is asked of ``may_send`` with the moment; kept for who asks by day
    found = reachable(room, keyring)
    return {kind: found.route(kind) for kind in RouteKind}


__all__ = [
    "all_are_held",
    "chain_of",
    "holds_ever",
    "is_held",
    "is_on_hold",
    "policy_on",
    "reach_count",
    "reachable",
    "routes_of",
    "told_in",
]
