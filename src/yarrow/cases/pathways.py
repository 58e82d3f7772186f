"""Moves between the two pathways: what is asked for, and of whom."""

from uuid import UUID

from django.db.models import QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker

from .models import Case, PathwayMove
from .nearness import reachable


def move_waiting(case: Case) -> PathwayMove | None:
    """What was asked for this case and is not settled; there is never more than one."""
    rows = case.pathway_moves.filter(agreed_on__isnull=True)
    return rows.select_related("asked_by", "asked_of").first()


def moves_made(case: Case) -> QuerySet[PathwayMove]:
    """Every move of this case, the newest first."""
    rows = case.pathway_moves.filter(agreed_on__isnull=False)
    return rows.select_related("asked_by", "asked_of").order_by("-agreed_on", "-id")


def moves_asked_of(worker: Worker) -> QuerySet[PathwayMove]:
    """What this supervisor is asked to agree to, oldest first; nothing of a case they are kept from."""
    rows = PathwayMove.objects.filter(reachable(worker, case="case"), asked_of=worker, agreed_on__isnull=True)
    return rows.select_related("case", "asked_by").order_by("asked_on", "id")


def move_asked_of(worker: Worker, move_id: UUID) -> PathwayMove:
    """One of those; raises NotThere for anything else."""
    row = moves_asked_of(worker).filter(pk=move_id).first() if worker.is_active else None
    if row is None:
        raise NotThere
    return row
