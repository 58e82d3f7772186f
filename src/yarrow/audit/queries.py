from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from yarrow.audit.links import FIRST_PREVIOUS, link_of
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.audit.terms import Event


def events_of(chain: UUID) -> QuerySet[AuditEvent]:
    """The events of one chain, first to last."""
    return AuditEvent.objects.filter(chain=chain).order_by("number")


def latest(chain: UUID, event: Event, subject: UUID | None = None) -> AuditEvent | None:
    """The last event of this kind in a chain, about this subject or, without one, about any."""
    events = events_of(chain).filter(event=event)
    if subject is not None:
        events = events.filter(subject=subject)
    return events.last()


def last_of(chain: UUID) -> AuditEvent | None:
    """The event that the next one of this chain must follow."""
    return events_of(chain).last()


def is_unbroken(chain: UUID) -> bool:
    """Whether every event of this chain follows from the one before it; for rare acts on one case.

    Whoever writes to the database could have taken somebody's name off an event.
    """
    number, link = 0, FIRST_PREVIOUS
    for event in events_of(chain).iterator():
        if event.number != number + 1 or bytes(event.previous) != link or bytes(event.hash) != link_of(event):
            return False
        number, link = event.number, bytes(event.hash)
    return True


def chains() -> list[UUID]:
    """Every chain there is."""
    return list(AuditEvent.objects.values_list("chain", flat=True).distinct().order_by("chain"))


def last_id() -> int:
    """The id of the event written last; 0 while there is none."""
    return AuditEvent.objects.aggregate(last=Max("id"))["last"] or 0


def tips(through: int) -> Iterator[tuple[UUID, int, bytes]]:
    """Chain, number and hash of each chain's last event at or before the id ``through``."""
    newest = AuditEvent.objects.filter(id__lte=through).values("chain").annotate(tip=Max("id")).values("tip")
    for event in AuditEvent.objects.filter(id__in=newest).iterator():
        yield event.chain, event.number, bytes(event.hash)


def daily_head(day: date) -> DailyHead | None:
    """The head that was signed for a day."""
    return DailyHead.objects.filter(day=day).first()


def daily_heads() -> QuerySet[DailyHead]:
    """Every signed head, by day."""
    return DailyHead.objects.order_by("day")
