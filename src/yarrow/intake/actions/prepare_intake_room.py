from collections.abc import Sequence

from django.db import transaction

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.actions import open_room
from yarrow.rooms.models import Room
from yarrow.rooms.queries import intake_room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

FEWEST = 2
"""design.md §4: with one holder, one lost passphrase would shut every waiting referral away."""


@transaction.atomic
def prepare_intake_room(*, holders: Sequence[Worker], clock: Clock) -> Room | Refused:
    """Open the room in which referrals wait, held by at least two intake workers; once a service."""
    inside = {worker.pk: worker for worker in holders if worker.is_active and worker.post == Post.INTAKE}
    if len(inside) < FEWEST:
        return refused("INTAKE", N_("The intake room needs at least two intake workers."), field="holders")
    if intake_room() is not None:
        return refused("INTAKE", N_("There is an intake room already."))
    chosen = list(inside.values())
    return open_room(case=None, kind=RoomKind.INTAKE, holders=chosen, by=chosen[0], clock=clock)
