"""What is so around a message at this moment. Neither a room's key nor the pepper is needed to read it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Case, Stop
from yarrow.cases.terms import Stage
from yarrow.reaching.models import Hold
from yarrow.reaching.queries import holds_ever
from yarrow.rooms.models import Room
from yarrow.sending.rules import Around
from yarrow.staff.queries import the_service

_HAPPENED = (Event.ENTRY_SEALED, Event.ENTRY_QUARANTINED, Event.DROP_SEALED)
"""Something was written here, taken out, or left unread. Counted by the record and not by rows, which
whoever writes to the database could take away."""
_OF_PLANS = (Event.PLAN_ARRANGED, Event.PLAN_STOPPED)


def around(room: Room, now: datetime) -> Around:
    """What a message to the person of this room goes by. A room of no case is closed.

    Only stops whose line shows (``stops_that_show``).
    """
    case = room.case
    if case is None:
        return Around(is_held=True, holds=-1, stops=-1, seen=-1, is_closed=True, says_nothing=True)
    shown = stops_that_show(case, now)
    return Around(
        is_held=_stands(room),
        holds=holds_ever(case.pk, room.pk) + _holds_on_record(room),
        stops=shown.count(),
        seen=AuditEvent.objects.filter(chain=room.pk, event__in=_HAPPENED).count(),
        is_closed=case.stage == Stage.CLOSED,
        says_nothing=shown.filter(say_nothing_before__gt=now).exists(),
    )


def stops_that_show(case: Case, now: datetime) -> QuerySet[Stop]:
    """The stops that every worker of the case sees by now (design.md §4, "Stops"; decision 0031).

    Hazard: one that was confided shows on no page yet, and where nothing joint is arranged none shows at all.
    A message to him that stayed away because of it would tell his worker that something happened to her.
    Read from the record and not from the plans, which lie above this package.
    """
    if case.joint_event_at is None:
        return Stop.objects.none()
    stops = Stop.objects.filter(case=case, line_from__lte=now)
    since = _arranged_since(case)
    return stops if since is None else stops.filter(at__gte=since)


def _arranged_since(case: Case) -> datetime | None:
    """When what is still arranged was arranged, the first of several; None where the record does not say."""
    events = AuditEvent.objects.filter(chain=case.pk, event__in=_OF_PLANS).order_by("number")
    newest = {plan: (event, at) for plan, event, at in events.values_list("subject", "event", "at")}
    return min((at for event, at in newest.values() if event == Event.PLAN_ARRANGED), default=None)


def _stands(room: Room) -> bool:
    """By the rows alone, since the mark of a lifting cannot be checked here: ``holds`` is asked besides."""
    return Hold.objects.filter(Q(room=room) | Q(room__isnull=True), lifted_on__isnull=True).exists()


def _holds_on_record(room: Room) -> int:
    """The same by the record: a row that was taken away leaves its event."""
    chains = (room.pk, the_service().pk)
    return AuditEvent.objects.filter(chain__in=chains, event=Event.HOLD_SET).count()
