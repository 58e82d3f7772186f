"""Who is competent in what, and whose supervision is in date (domain.md E5, E6)."""

from datetime import date, timedelta

from yarrow.staff.models import Competence, SupervisionRecord, Worker
from yarrow.staff.terms import CompetenceKind

SUPERVISION_WEEKS = 12
"""domain.md E6: case supervision at least every 12 weeks. A service may ask more, never less."""


def is_competent(worker: Worker, kind: CompetenceKind, day: date) -> bool:
    """Whether the newest line of this kind still runs on that day; none is no.

    The newest line counts, not the longest: a competence taken back early is a new, shorter line.
    """
    newest = Competence.objects.filter(worker=worker, kind=kind).order_by("-id").first()
    return newest is not None and newest.until >= day


def is_dva_competent(worker: Worker, day: date) -> bool:
    """Whether domestic violence and abuse competence is recorded and in date (domain.md E5)."""
    return is_competent(worker, CompetenceKind.DVA_COMPETENT, day)


def dva_competent_until(worker: Worker) -> date | None:
    """The last day of the newest line of domestic abuse competence; None when there is none (E5)."""
    lines = Competence.objects.filter(worker=worker, kind=CompetenceKind.DVA_COMPETENT)
    newest = lines.order_by("-id").first()
    return newest.until if newest is not None else None


def last_supervised_on(worker: Worker, day: date) -> date | None:
    """The last day of supervision up to and including ``day``; None when there is none (E6)."""
    newest = SupervisionRecord.objects.filter(worker=worker, on__lte=day).order_by("-on").first()
    return newest.on if newest is not None else None


def supervision_in_date(worker: Worker, day: date, weeks: int = SUPERVISION_WEEKS) -> bool:
    """Whether supervision took place within so many weeks before that day (domain.md E6).

    A service's setting may be shorter than twelve weeks; a longer one is read as twelve.
    """
    earliest = day - timedelta(weeks=min(weeks, SUPERVISION_WEEKS))
    return SupervisionRecord.objects.filter(worker=worker, on__gte=earliest, on__lte=day).exists()
