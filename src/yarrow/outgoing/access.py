"""Who may bring something to the door. Who may let out what it stopped: ``queries.asked``."""

from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds
from yarrow.staff.models import Worker


def may_bring(worker: Worker, case: Case, audience: Room | None) -> bool:
    """Who works on the case; for somebody's paper, who is inside that room, which is of this case."""
    if not duties_of(worker, case):
        return False
    return audience is None or (audience.case_id == case.pk and holds(worker, audience))
