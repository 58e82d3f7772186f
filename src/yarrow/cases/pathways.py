"""Moves between the two pathways: what is asked for, and of whom."""

from uuid import UUID

from django.db.models import QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.errors import NotThere
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

from .asked import moves_that_count
from .models import Case, PathwayMove
from .nearness import reachable

PATHWAY = Matter("pathway", gives=(Event.CASE_OPENED, Event.PATHWAY_MOVED), ends=())
"""Which pathway a case is on, about the case itself; with the event that opened it and with every move."""


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
    rows = PathwayMove.objects.filter(reachable(worker, case="case"), asked_of=worker)
    return moves_that_count(rows).select_related("case", "asked_by").order_by("asked_on", "id")


def move_asked_of(worker: Worker, move_id: UUID) -> PathwayMove:
    """One of those; raises NotThere for anything else."""
    row = moves_asked_of(worker).filter(pk=move_id).first() if worker.is_active else None
    if row is None:
        raise NotThere
    return row


def says_pathway(pathway: str) -> list[bytes]:
    """What the mark of a case's pathway is made of."""
    return [pathway.encode()]


def pathways_that_differ() -> list[UUID]:
    """For the verification of the record: cases whose column is not what was written last; two queries."""
    events = AuditEvent.objects.filter(event__in=PATHWAY.events).order_by("number")
    found = events.values_list("chain", "number", "digest").iterator()
    newest = {chain: Marked(number, bytes(digest)) for chain, number, digest in found}
    cases = Case.objects.values_list("pk", "pathway").iterator()
    return [case for case, pathway in cases if not _is_on(case, pathway, newest.get(case, Marked()))]


def _is_on(case: UUID, pathway: str, found: Marked) -> bool:
    return marks.holds(found, PATHWAY, chain=case, subject=case, says=says_pathway(pathway))
