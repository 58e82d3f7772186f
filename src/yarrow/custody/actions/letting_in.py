"""Letting one worker back into named rooms, where nobody inside can (security.md §5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.custody.queries import current_round, rooms_to_choose
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms.actions import let_in_by_recovery
from yarrow.rooms.queries import rooms_custodians_cannot_open
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey

from .drilling import open_bundle
from .making import note

_NOT_THIS_WORKER = refused(
    "worker",
    N_(
        "This worker cannot be let in: they have left, are frozen, may not come near one of these cases,"
        " or nobody has vouched for their new keys yet. Nothing was changed."
    ),
)
"""One answer for all of it: that somebody is barred from a case is nobody's to learn here (§5.8)."""

_NOT_THESE = refused("rooms", N_("These rooms are not among those that may be chosen. Nothing was changed."))
_WAITS = refused(
    "waits",
    N_(
        "A room of these is not yet wrapped to the new recovery key. Only somebody who holds it can do that,"
        " by signing in. Nothing was changed."
    ),
)
_SHUT = refused("shut", N_("A room did not open with the recovery key. Nothing was changed: hold a drill."))


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who was let into how many rooms, by which pair."""

    worker: Worker
    rooms: int
    pair: str


def let_back_in(
    *, first: bytes, second: bytes, worker: Worker, rooms: Sequence[UUID], by: Worker, clock: Clock
) -> LetIn | Refused:
    """Wrap the keys of these rooms, and of no others, to one worker's trusted key; all of them or none.

    ``by`` is the manager or supervisor who brought the custodians together. Every manager sees it for
    thirty days on their own first page, and it cannot be taken away there.
    """
    opened = open_bundle(first=first, second=second)
    if isinstance(opened, Refused):
        return opened
    try:
        return _let_in(opened[0], opened[1].recovery_private, worker, rooms, by, clock)
    except (NotThere, UntrustedKey):
        return _NOT_THIS_WORKER
    except CannotOpen:
        return _SHUT


@transaction.atomic
def _let_in(
    pair: str, recovery_private: bytes, worker: Worker, rooms: Sequence[UUID], by: Worker, clock: Clock
) -> LetIn | Refused:
    chosen = list(rooms_to_choose(worker).filter(pk__in=rooms))
    if not chosen or {room.pk for room in chosen} != {*rooms}:
        return _NOT_THESE
    if rooms_custodians_cannot_open().filter(pk__in=rooms).exists():
        return _WAITS
    for room in chosen:
        let_in_by_recovery(room=room, worker=worker, recovery_private=recovery_private, by=by, clock=clock)
    count = len(chosen)
    event = Event.CUSTODY_USED
    note(current_round(), Happened.LET_IN, event, clock, pair=pair, worker=worker, rooms=count)
    return LetIn(worker, count, pair)
