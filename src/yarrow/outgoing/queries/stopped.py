"""What waits at the door: for the case supervisor, and for who is inside a room that is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yarrow.cases.queries import cases_allocated_to, cases_with_duty
from yarrow.cases.terms import Duty
from yarrow.outgoing.content import Asked, Why
from yarrow.outgoing.models import Release, StoppedPaper
from yarrow.outgoing.rules import KEPT_FOR
from yarrow.outgoing.terms import SERVICE, ArtefactKind
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.rooms.queries.counted import holders_that_count
from yarrow.rooms.shown import room_listed
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .opened import asked_of

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One stopped paper in a list. ``whose`` is empty for who is not inside that person's room."""

    id: UUID
    case: int
    kind: ArtefactKind
    at: datetime
    by: str
    whose: str
    is_asked: bool
    """They are inside a room that is asked: they may look, and may let it out."""
    is_let_out: bool


def stopped_for(worker: Worker, keyring: Keyring, now: datetime) -> Sequence[Waiting]:
    """What was stopped in the last week, newest first; not one's own, of which one is told nothing."""
    near = cases_allocated_to(worker).values("pk")
    rows = StoppedPaper.objects.filter(case__in=near, at__gt=now - KEPT_FOR).exclude(by=worker)
    found = list(rows.select_related("case", "audience", "by").order_by("-at", "pk")[: MOST_SHOWN * 4])
    if not found:
        return ()
    mine, supervised = _rooms_of(worker), set(cases_with_duty(worker, Duty.SUPERVISOR))
    shown = list(_told(found, mine, supervised))[:MOST_SHOWN]
    inside = [row.audience for row, _asked in shown if row.audience and row.audience_id in mine]
    names = labels_in(inside, keyring)
    whose = {
        room.pk: room_listed(room, names[room.pk].name if room.pk in names else "").name for room in inside
    }
    let_out = set(
        Release.objects.filter(stopped__in=[row for row, _asked in shown], until__gt=now).values_list(
            "stopped", flat=True
        )
    )
    return [_waiting(row, asked, whose, is_let_out=row.pk in let_out) for row, asked in shown]


def _waiting(row: StoppedPaper, asked: bool, whose: dict[UUID, str], *, is_let_out: bool) -> Waiting:  # noqa: FBT001
    return Waiting(
        id=row.pk,
        case=row.case.reference,
        kind=ArtefactKind(row.kind),
        at=row.at,
        by=row.by.name,
        whose=whose.get(row.audience_id, "") if row.audience_id else "",
        is_asked=asked,
        is_let_out=is_let_out,
    )


def _rooms_of(worker: Worker) -> frozenset[UUID]:
    held = list(rooms_held_by(worker).values_list("pk", flat=True))
    counted = holders_that_count(held, [worker.pk])
    return frozenset(room for room in held if (room, worker.pk) in counted)


def _told(
    rows: Sequence[StoppedPaper], mine: frozenset[UUID], supervised: set[UUID]
) -> Iterator[tuple[StoppedPaper, bool]]:
    for row in rows:
        asked, supervises = asked_of(row), row.case_id in supervised
        is_asked = _can_answer(row, asked, mine) or (SERVICE in asked.rooms and supervises)
        if Why.RATION not in asked.why and (is_asked or supervises):
            yield row, is_asked


def _can_answer(row: StoppedPaper, asked: Asked, mine: frozenset[UUID]) -> bool:
    """Whether who is inside these rooms could let it out; nobody else is told that there was a paper.

    Hazard: a room that does not say what it protects stops everything of the case, and pictures ask every
    room. Told to its people, a note left unread in his room would list every letter to her (decision 0031).
    """
    theirs = mine & set(asked.rooms)
    if not theirs or not asked.why <= {Why.PROTECTED, Why.BLIND}:
        return False
    if Why.BLIND in asked.why:
        return row.audience_id in mine if row.audience_id else mine >= set(asked.rooms)
    return any(asked.rooms[room] for room in theirs)
