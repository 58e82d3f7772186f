"""Whose account is frozen, and who could lift it (security.md §5.3.4, R-28).

Hazard: whoever can write to the database could take the row away, and open the account alone. So an
account is frozen while a row says so, or while the newest event about it is not our own word, with our
mark, that two colleagues have lifted it. The same holds for the first of the two.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Freeze, Service, Worker

from .service import the_service
from .workers import active_workers

LIFTED = Matter("lifted", gives=(Event.FREEZE_LIFTED,), ends=(Event.ACCOUNT_FROZEN,))
AGREED = Matter("lift_agreed", gives=(Event.FREEZE_AGREED,), ends=(Event.ACCOUNT_FROZEN, Event.FREEZE_LIFTED))


def with_freeze(rows: QuerySet[Worker]) -> QuerySet[Worker]:
    """Workers with the freeze of each, as the row and as the record says it, for ``shows_a_freeze``."""
    standing = Freeze.objects.filter(worker=OuterRef("pk"), lifted_at=None)
    service = Subquery(Service.objects.values("pk")[:1])
    newest = marks.newest(LIFTED, chain=service, subject=OuterRef("pk"))
    return rows.annotate(has_freeze=Exists(standing), freeze_in=service, **newest)


def shows_a_freeze(row: Worker) -> bool:
    """Whether a row read ``with_freeze`` is of somebody whose account is frozen."""
    return getattr(row, "has_freeze", True) or _is_frozen_by_record(row)


def _is_frozen_by_record(row: Worker) -> bool:
    found, service = marks.marked_on(row, LIFTED), getattr(row, "freeze_in", None)
    if found.number is None:
        return False
    return service is None or not marks.holds(found, LIFTED, chain=service, subject=row.pk, says=())


def frozen_among(workers: Iterable[UUID]) -> set[UUID]:
    """Those of these workers whose account is frozen now; one query."""
    rows = with_freeze(Worker.objects.filter(pk__in=list(workers)).only("pk"))
    return {row.pk for row in rows if shows_a_freeze(row)}


def is_frozen(worker: Worker) -> bool:
    """Whether this account is frozen now: no sign-in, no open page, nothing handed to it. One query."""
    return worker.pk in frozen_among([worker.pk])


def stands_frozen(worker: str = "pk") -> Q:
    """The condition on a row for its worker's account being frozen; ``worker`` is the row's way to them.

    For lists. It asks for no mark, which a database cannot check: who acts, or is handed something, is
    asked ``is_frozen`` besides.
    """
    standing = Freeze.objects.filter(worker=OuterRef(worker), lifted_at=None)
    later = AuditEvent.objects.filter(
        chain=OuterRef("chain"),
        subject=OuterRef("subject"),
        event=Event.FREEZE_LIFTED,
        number__gt=OuterRef("number"),
    )
    of_service = AuditEvent.objects.filter(chain__in=Service.objects.values("pk"), event=Event.ACCOUNT_FROZEN)
    return Q(Exists(standing)) | Q(Exists(of_service.filter(~Exists(later), subject=OuterRef(worker))))


def freeze_of(worker: Worker) -> Freeze | None:
    """The freeze that stands, with who has agreed to lift it so far; none when not frozen.

    Where the row was taken away it is made up from the record, unsaved, and the lifting begins anew.
    """
    found = Freeze.objects.filter(worker_id=worker.pk, lifted_at=None).first()
    if found is not None or not is_frozen(worker):
        return found
    said = latest(the_service().pk, Event.ACCOUNT_FROZEN, worker.pk) or latest(
        the_service().pk, Event.FREEZE_LIFTED, worker.pk
    )
    if said is None:
        return None
    return Freeze(worker=worker, by_id=said.actor or worker.pk, at=said.at)


def says_agreed(by: Worker) -> list[bytes]:
    """What the mark of the first agreement is made of."""
    return [by.pk.bytes]


def first_to_agree(freeze: Freeze) -> Worker | None:
    """The colleague who has agreed to lift this already, where they did so through this service."""
    if freeze.agreed_by is None:
        return None
    chain, subject = the_service().pk, freeze.worker_id
    found = marks.newest_of(AGREED, chains=[chain], subjects=[subject]).get((chain, subject), Marked())
    says = says_agreed(freeze.agreed_by)
    return freeze.agreed_by if marks.holds(found, AGREED, chain=chain, subject=subject, says=says) else None


def freezes_that_differ() -> int:
    """How many accounts are frozen by their row and not by the record, or by the record alone."""
    rows = with_freeze(Worker.objects.only("pk"))
    return sum(bool(getattr(row, "has_freeze", True)) != _is_frozen_by_record(row) for row in rows)


def could_lift() -> QuerySet[Worker]:
    """Everybody here whose own account is open: two of them lift a freeze."""
    return active_workers().exclude(stands_frozen())


def frozen_by_since(worker: Worker, since: datetime) -> int:
    """How many colleagues this worker has frozen since then, as the record says."""
    frozen = AuditEvent.objects.filter(event=Event.ACCOUNT_FROZEN, at__gte=since, actor=worker.pk)
    return frozen.exclude(subject=worker.pk).count()


A_DAY = timedelta(hours=24)
