"""Who is inside which rooms of a case: those who could be asked about something that was stopped."""

from collections import defaultdict
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import workers_on
from yarrow.cases.terms import Duty
from yarrow.outgoing.terms import SERVICE
from yarrow.rooms.models import Wrap
from yarrow.rooms.queries import case_rooms
from yarrow.rooms.queries.counted import holders_that_count
from yarrow.staff.models import Worker


def who_could_be_asked(case: Case, *, but: UUID) -> dict[Worker, set[UUID]]:
    """Everybody inside any room, by their key and by the record, and the case supervisor; each with where.

    ``but`` is who brought the paper: nobody lets out their own.
    """
    found: dict[Worker, set[UUID]] = defaultdict(set)
    rooms = list(case_rooms(case).values_list("pk", flat=True))
    wraps = Wrap.objects.filter(version__room__in=rooms, holder__is_active=True).exclude(holder=but)
    held = {(wrap.version.room_id, wrap.holder) for wrap in wraps.select_related("version", "holder")}
    counted = holders_that_count(rooms, {worker.pk for _room, worker in held})
    for room, worker in held:
        if (room, worker.pk) in counted:
            found[worker].add(room)
    for worker in workers_on(case, Duty.SUPERVISOR):
        if worker.pk != but:
            found[worker].add(SERVICE)
    return dict(sorted(found.items(), key=lambda each: each[0].username))
