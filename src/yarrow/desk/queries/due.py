"""What comes next on a case, for one worker: from their own rooms and from what everybody may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from yarrow.cases.models import Allocation, ConflictQuestion, Exclusion
from yarrow.cases.terms import Asked
from yarrow.kernel.clock import LOCAL
from yarrow.meetings.aftercare.due import DueFollowUp
from yarrow.meetings.shown.released import ReleasedPlan
from yarrow.rooms.models import Grant
from yarrow.rooms.queries.counted import requests_that_count
from yarrow.rooms.queries.held import grants_waiting_for
from yarrow.staff.models import Worker

from .held import RoomRow


@dataclass(frozen=True, slots=True)
class Due:
    """A day and, in words, what is on it."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Coming:
    """All that can fall due: of the worker's own rooms, and of the plans of their cases."""

    rooms: Sequence[RoomRow]
    plans: Sequence[ReleasedPlan]
    follow_ups: Sequence[DueFollowUp]

    def next_by_case(self, today: date) -> dict[UUID, Due]:
        """The next thing of each case. A meeting that has been is no longer ahead; what is late still is."""
        found: dict[UUID, list[Due]] = defaultdict(list)
        for case, due in self._all(today):
            found[case].append(due)
        return {case: min(dues, key=lambda due: due.day) for case, dues in found.items()}

    def _all(self, today: date) -> Iterable[tuple[UUID, Due]]:
        for follow_up in self.follow_ups:
            yield follow_up.case_id, Due(follow_up.due_on, str(follow_up.kind.label))
        for plan in self.plans:
            if plan.planned_for is not None and (day := plan.planned_for.astimezone(LOCAL).date()) >= today:
                yield plan.case, Due(day, plan.form)
        for row in self.rooms:
            if row.room.case_id is not None:
                yield from ((row.room.case_id, due) for due in _in_room(row, today))


def _in_room(row: RoomRow, today: date) -> Iterable[Due]:
    if row.notes:
        yield Due(today, gettext("Read what waits"))
    if row.look_again_on is not None:
        yield Due(row.look_again_on, gettext("Look again"))


def grants_to_fulfil(worker: Worker) -> list[Grant]:
    """Requests that this worker can fulfil now.

    The colleague is still on the case, not barred, and has answered that they know nobody.
    """
    on_case = Allocation.objects.filter(
        case=OuterRef("room__case"), worker=OuterRef("worker"), until_day__isnull=True
    )
    barred = Exclusion.objects.filter(case=OuterRef("room__case"), worker=OuterRef("worker"))
    answered = ConflictQuestion.objects.filter(
        case=OuterRef("room__case"), worker=OuterRef("worker"), state=Asked.CLEAR
    )
    may_come = Q(Exists(on_case)) & ~Q(Exists(barred)) & Q(Exists(answered))
    # The intake room has no case: who lost their keys to it waits on nobody's duty.
    here = Q(worker__is_active=True) & (may_come | Q(room__case__isnull=True))
    return requests_that_count(grants_waiting_for(worker).filter(here))
