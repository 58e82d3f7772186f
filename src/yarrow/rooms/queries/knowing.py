"""Who may know of a room without being in it: on duty, and where the service is watched.

One condition for both, so that two lists of the same thing never leave out different rows: a difference
would tell that there is such a case (security.md §5.6, §5.8). Hazard: whoever works on a case, or holds
another room of it, may be the other side's worker. Only its supervisor is on no side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from yarrow.cases.counted import (
    ANSWER,
    DUTIES,
    cases_cleared,
    counted_among,
    on_record,
    remembers,
    with_marks,
)
from yarrow.cases.lists import kept_closely, on_the_lists
from yarrow.cases.models import Allocation, ConflictQuestion, Exclusion
from yarrow.cases.nearness import reachable, unanswered
from yarrow.cases.terms import Asked, Duty
from yarrow.rooms.models import Room, Wrap
from yarrow.staff.models import Worker

from .counted import holders_that_count
from .placed import rooms_as_recorded

_Pairs = frozenset[tuple[UUID, UUID]]


def may_know_of(worker: Worker, *, room: str = "") -> Q:
    """The condition on a row for its room being there for this worker; ``room`` is the row's way to it.

    Not barred, on the list of a closely kept case, not asked without a clear answer, and, unless they
    hold the room or supervise the case, with no work on the case, past or present, of any kind, and no
    key to another room of it. What the record remembers keeps away as a row does, so that taking the
    row away opens nothing. A room of no case is not there.
    """
    case = f"{room}__case" if room else "case"
    works = Allocation.objects.filter(case=OuterRef(case), worker=worker)
    supervises = works.filter(duty=Duty.SUPERVISOR, until_day__isnull=True)
    elsewhere = Wrap.objects.filter(version__room__case=OuterRef(case), holder=worker)
    inside = Wrap.objects.filter(version__room=OuterRef(room or "pk"), holder=worker)
    is_near = Q(Exists(inside)) | Q(Exists(supervises))
    on_no_side = ~Q(Exists(works)) & ~Q(Exists(elsewhere)) & ~Q(remembers(DUTIES, worker, case=case))
    answered = ~Q(remembers(ANSWER, worker, case=case)) | Q(**{f"{case}__in": cases_cleared(worker)})
    there = reachable(worker, case=case) & ~unanswered(worker, case=case) & answered
    return there & (is_near | on_no_side)


@dataclass(frozen=True, slots=True)
class Kept:
    """Who is kept from which of a few rooms, asked once for all of them."""

    barred: _Pairs
    elsewhere: _Pairs
    supervising: _Pairs
    inside: _Pairs
    closely: frozenset[UUID]
    """The cases of these rooms that are kept closely, by their column or by the record."""
    named: _Pairs
    placed: frozenset[UUID]
    """The rooms that stand where they were opened; from any other everybody is kept."""

    def is_from(self, worker: UUID, room: Room) -> bool:
        """Whether this worker is kept from this room; the same bar as ``may_know_of``."""
        here = (room.case_id, worker)
        if room.case is None or room.pk not in self.placed or here in self.barred:
            return True
        if room.case_id in self.closely and here not in self.named:
            return True
        is_near = (room.pk, worker) in self.inside or here in self.supervising
        return here in self.elsewhere and not is_near


def kept_from(workers: Iterable[Worker], rooms: Iterable[Room]) -> Kept:
    """The bars between these workers and these rooms, in a few queries, however many they are.

    Who is inside or supervises is believed only where this service wrote it; what keeps somebody away
    is believed as a row, and from the record where the row is gone.
    """
    people, asked = [worker.pk for worker in workers], list(rooms)
    cases = {room.case_id for room in asked if room.case_id}
    closely = kept_closely(room.case for room in asked if room.case)
    works = list(with_marks(Allocation.objects.filter(case__in=cases, worker__in=people)))
    current = counted_among(row for row in works if row.until_day is None)
    keys, record = list(_keys(cases, people)), on_record(cases, people)
    let_in = holders_that_count({room for _case, room, _who in keys}, people)
    return Kept(
        barred=_barred(cases, people) | record.not_clear,
        elsewhere=record.has_worked
        | {(row.case_id, row.worker_id) for row in works}
        | {(case, who) for case, _room, who in keys},
        supervising=frozenset((row.case_id, row.worker_id) for row in current if row.duty == Duty.SUPERVISOR),
        inside=frozenset((room, who) for _case, room, who in keys if (room, who) in let_in),
        closely=frozenset(closely),
        named=on_the_lists(closely, people) if closely else frozenset(),
        placed=frozenset(rooms_as_recorded(asked)),
    )


def _barred(cases: Iterable[UUID], people: Iterable[UUID]) -> _Pairs:
    asked = ConflictQuestion.objects.filter(case__in=cases, worker__in=people).exclude(state=Asked.CLEAR)
    barred = Exclusion.objects.filter(case__in=cases, worker__in=people).values_list("case", "worker")
    return frozenset(barred.union(asked.values_list("case", "worker")))


def _keys(cases: Iterable[UUID], people: Iterable[UUID]) -> Iterable[tuple[UUID, UUID, UUID]]:
    rows = Wrap.objects.filter(version__room__case__in=cases, holder__in=people)
    for case, room, holder in rows.values_list("version__room__case", "version__room", "holder"):
        if case is not None:
            yield case, room, holder
