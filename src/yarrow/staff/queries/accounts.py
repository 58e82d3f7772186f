"""Whose request this is: one account with what the record says of it, asked at every page."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.staff.marks import Marked, Matter, mark_on
from yarrow.staff.models import Freeze, RosterEntry, Worker

from .freezing import LIFTED
from .posts import POST
from .service import NotSetUp, the_service

_ASKED = (*LIFTED.events, *POST.events, Event.WORKER_ENROLLED)


def account_as_recorded(worker: UUID) -> Worker | None:
    """The row of who is still here, read for ``shows_a_freeze`` and ``shows_another_post``.

    Every page begins with it. As annotations it was nine subqueries, which took longer to plan than most
    pages take to read.
    """
    frozen = Freeze.objects.filter(worker=OuterRef("pk"), lifted_at=None)
    lines = RosterEntry.objects.filter(worker=OuterRef("pk"))
    here = Worker.objects.filter(pk=worker, is_active=True)
    found = here.annotate(has_freeze=Exists(frozen), is_known=Exists(lines)).first()
    if found is None:
        return None
    try:
        service = the_service().pk
    except NotSetUp:
        return None
    _note(found, service)
    return found


def _note(row: Worker, service: UUID) -> None:
    """Put beside the row what the record says of it: the newest event of each matter."""
    events = AuditEvent.objects.filter(chain=service, subject=row.pk, event__in=_ASKED).order_by("number")
    rows = events.values_list("event", "number", "digest")
    said = [(event, number, bytes(digest)) for event, number, digest in rows]
    for matter in (LIFTED, POST):
        mark_on(row, matter, _newest(said, matter))
    is_enrolled = any(event == Event.WORKER_ENROLLED for event, _number, _digest in said)
    is_known = is_enrolled or getattr(row, "is_known", True)
    for name, said_of_it in (("freeze_in", service), ("of_service", service), ("is_known", is_known)):
        setattr(row, name, said_of_it)


def _newest(said: list[tuple[str, int, bytes]], matter: Matter) -> Marked:
    of_it = [Marked(number, digest) for event, number, digest in said if event in matter.events]
    return of_it[-1] if of_it else Marked()
