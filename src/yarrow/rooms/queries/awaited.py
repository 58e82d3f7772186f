"""Room keys that wait to be wrapped to a new recovery key, and who can do it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.models import RecoveryAwaited, Room, RoomVersion, Wrap
from yarrow.staff.marks import Marked, Matter, holds
from yarrow.staff.queries import the_service
from yarrow.staff.queries.freezing import stands_frozen

AWAITED = Matter("recovery_awaited", gives=(Event.RECOVERY_AWAITED,), ends=())


def awaiting() -> QuerySet[RecoveryAwaited]:
    """Every live key that custodians could not open today."""
    return RecoveryAwaited.objects.filter(version__retired_on__isnull=True)


def awaiting_on_record() -> QuerySet[RecoveryAwaited]:
    """Those of which the record says the same: a new recovery key came, and nobody wrapped this one since.

    None where the newest such event does not carry the service's mark. Whoever can write to the
    database may put a row in beside a key whose recovery wrap they have broken.
    """
    service = the_service().pk
    event = latest(service, Event.RECOVERY_AWAITED)
    if event is None or not holds(_marked(event), AWAITED, chain=service, subject=service, says=()):
        return RecoveryAwaited.objects.none()
    wrapped = AuditEvent.objects.filter(
        chain=OuterRef("version__room"), event=Event.RECOVERY_REWRAPPED, subject=OuterRef("version")
    )
    were_there = awaiting().filter(version__made_on__lte=event.at.astimezone(LOCAL).date())
    return were_there.exclude(Exists(wrapped.filter(pk__gt=event.pk)))


def _marked(event: AuditEvent) -> Marked:
    return Marked(event.number, bytes(event.digest))


def awaited_of(worker: UUID) -> QuerySet[RecoveryAwaited, tuple[UUID, UUID]]:
    """Version and room of what this worker holds and what waits."""
    held = awaiting().filter(version__wraps__holder=worker)
    return held.order_by("version__room", "version__number").values_list("version", "version__room")


def rooms_custodians_cannot_open() -> QuerySet[Room]:
    """The rooms of which one key or more waits: without a holder that key would be lost for ever."""
    waits = awaiting().filter(version__room=OuterRef("pk"))
    return Room.objects.filter(Exists(waits))


@dataclass(frozen=True, slots=True)
class Awaited:
    """How far a new recovery key has come: keys in all, keys that wait, and what nobody here can wrap."""

    keys: int
    waiting: int
    without_holder: int
    """Of those that wait: nobody at work holds them. A freeze that is lifted may still help."""


def recovery_progress() -> Awaited:
    """Counts only; where nothing waits, one question and three noughts."""
    held = Wrap.objects.filter(version=OuterRef("version"), holder__is_active=True)
    held = held.exclude(stands_frozen("holder"))
    if not (waiting := awaiting().count()):
        return Awaited(keys=0, waiting=0, without_holder=0)
    keys = RoomVersion.objects.filter(retired_on__isnull=True).count()
    return Awaited(keys, waiting, awaiting().filter(~Exists(held)).count())
