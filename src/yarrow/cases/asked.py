"""What one asked another to agree to counts only where the first really asked (security.md R-37, T21).

Hazard: a supervisor who writes to the database puts in that the supervisor of a case asked them, agrees,
and has lifted a bar, named somebody or moved a case as one person. So the event of asking carries the
service's mark of the very row, and ends with the answer (``staff.marks``).
"""

from uuid import UUID

from django.db.models import OuterRef, QuerySet

from yarrow.audit.terms import Event
from yarrow.staff import marks
from yarrow.staff.marks import Matter

from .models import AskedOfTwo, PathwayMove

SECOND = Matter("second", gives=(Event.SECOND_ASKED,), ends=(Event.SECOND_AGREED, Event.SECOND_DECLINED))
MOVE = Matter("move", gives=(Event.PATHWAY_ASKED,), ends=(Event.PATHWAY_MOVED, Event.PATHWAY_KEPT))


def says_second(row: AskedOfTwo) -> list[bytes]:
    """What the mark of asking another supervisor is made of; the row and the case lie in the mark itself."""
    about = row.worker_id.bytes if row.worker_id else b""
    return [row.kind.encode(), about, row.asked_by_id.bytes, row.asked_of_id.bytes]


def says_move(row: PathwayMove) -> list[bytes]:
    """The same of a move to the other pathway."""
    return [row.to.encode(), row.why.encode(), row.asked_by_id.bytes, row.asked_of_id.bytes]


def seconds_that_count(rows: QuerySet[AskedOfTwo]) -> QuerySet[AskedOfTwo]:
    """Those of these rows, not agreed to yet, that were asked through this service; one query."""
    newest = marks.newest(SECOND, chain=OuterRef("case"), subject=OuterRef("pk"))
    waiting = rows.filter(agreed_on__isnull=True)
    return waiting.filter(pk__in=[row.pk for row in waiting.annotate(**newest) if _is_asked(row)])


def _is_asked(row: AskedOfTwo) -> bool:
    found = marks.marked_on(row, SECOND)
    return marks.holds(found, SECOND, chain=row.case_id, subject=row.pk, says=says_second(row))


def moves_that_count(rows: QuerySet[PathwayMove]) -> QuerySet[PathwayMove]:
    """The same of moves to the other pathway; one query."""
    newest = marks.newest(MOVE, chain=OuterRef("case"), subject=OuterRef("pk"))
    waiting = rows.filter(agreed_on__isnull=True)
    return waiting.filter(pk__in=[row.pk for row in waiting.annotate(**newest) if _is_move_asked(row)])


def _is_move_asked(row: PathwayMove) -> bool:
    found = marks.marked_on(row, MOVE)
    return marks.holds(found, MOVE, chain=row.case_id, subject=row.pk, says=says_move(row))


def asked_by_nobody() -> list[UUID]:
    """For the verification of the record: the case of every row that waits and was not asked by us."""
    seconds = AskedOfTwo.objects.filter(agreed_on__isnull=True)
    moves = PathwayMove.objects.filter(agreed_on__isnull=True)
    return [
        *seconds.exclude(pk__in=seconds_that_count(seconds).values("pk")).values_list("case", flat=True),
        *moves.exclude(pk__in=moves_that_count(moves).values("pk")).values_list("case", flat=True),
    ]
