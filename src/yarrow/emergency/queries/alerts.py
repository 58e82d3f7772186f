"""What stands on Today until a colleague has looked at it. Nothing takes it away before.

For who is inside and for the case supervisor it stands, reviewed or not, until somebody inside has read
the note in the room: a review by colleagues on duty must not be all that the room ever hears.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from yarrow.cases.queries import cases_with_duty
from yarrow.cases.terms import Duty
from yarrow.emergency.content import OpeningWords
from yarrow.emergency.models import EmergencyOpening
from yarrow.rooms.models import Drop
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.rooms.queries.knowing import may_know_of
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .duty import is_on_duty
from .openings import openings_to_review, words_beside


class Whose(StrEnum):
    """Why this worker is told."""

    OWN = "own"
    HELD = "held"
    """They are inside the room."""
    SUPERVISED = "supervised"
    ON_DUTY = "on_duty"
    """They are on duty too. No name and no case."""
    OVERSEEN = "overseen"
    """The review is late, and they answer for the service."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One opening that nobody has reviewed yet, or whose note nobody inside has read.

    ``room`` and ``name`` are there for who is inside alone, ``case`` for them and the case supervisor.
    """

    id: UUID
    whose: Whose
    by: str
    at: datetime
    reason: OpeningWords | None
    review_due: date
    is_overdue: bool
    is_reviewed: bool
    may_review: bool
    room: UUID | None
    name: str
    case: int | None


def alerts_for(worker: Worker, keyring: Keyring, *, now: datetime, today: date) -> tuple[Alert, ...]:
    """Every opening of which this worker is told, the newest first."""
    read = Drop.objects.filter(pk=OuterRef("pk"), opened_on__isnull=False)  # actions.opening: one id
    stands = Q(reviewed_at__isnull=True) | ~Q(Exists(read))
    rows = EmergencyOpening.objects.filter(may_know_of(worker, room="room"), stands, at__lte=now)
    openings = list(rows.select_related("worker", "room", "room__case").order_by("-at", "pk"))
    if not openings:
        return ()
    told = _told(worker, openings, today)
    seen = [opening for opening in openings if opening.pk in told]
    return tuple(_alerts(worker, keyring, seen, told, now=now, today=today))


def _told(worker: Worker, openings: Sequence[EmergencyOpening], today: date) -> dict[UUID, Whose]:
    inside = set(
        rooms_held_by(worker).filter(pk__in=[o.room_id for o in openings]).values_list("pk", flat=True)
    )
    supervised = set(cases_with_duty(worker, Duty.SUPERVISOR))
    on_duty, oversees = is_on_duty(worker), worker.post in {Post.MANAGER, Post.SUPERVISOR}
    told = {}
    for opening in openings:
        is_reviewed, is_own = opening.reviewed_at is not None, opening.worker_id == worker.pk
        if is_own and not is_reviewed:
            told[opening.pk] = Whose.OWN
        elif opening.room_id in inside and not is_own:
            told[opening.pk] = Whose.HELD
        elif opening.room.case_id in supervised and not is_own:
            told[opening.pk] = Whose.SUPERVISED
        elif is_reviewed:
            continue
        elif on_duty:
            told[opening.pk] = Whose.ON_DUTY
        elif oversees and opening.review_due < today:
            told[opening.pk] = Whose.OVERSEEN
    return told


def _alerts(
    worker: Worker,
    keyring: Keyring,
    openings: Sequence[EmergencyOpening],
    told: dict[UUID, Whose],
    *,
    now: datetime,
    today: date,
) -> list[Alert]:
    held = [opening.room for opening in openings if told[opening.pk] is Whose.HELD]
    names = labels_in(held, keyring) if held else {}
    reasons = words_beside(openings, worker, keyring)
    to_review = set(openings_to_review(worker, now).values_list("pk", flat=True))
    return [
        _alert(
            opening,
            told[opening.pk],
            reason=reasons[opening.pk].reason,
            name=names[opening.room_id].name if opening.room_id in names else "",
            may_review=opening.pk in to_review,
            today=today,
        )
        for opening in openings
    ]


def _alert(
    opening: EmergencyOpening,
    whose: Whose,
    *,
    reason: OpeningWords | None,
    name: str,
    may_review: bool,
    today: date,
) -> Alert:
    belongs = whose in {Whose.HELD, Whose.SUPERVISED}
    return Alert(
        id=opening.pk,
        whose=whose,
        by=opening.worker.name,
        at=opening.at,
        reason=reason if whose is not Whose.OVERSEEN else None,
        review_due=opening.review_due,
        is_overdue=opening.reviewed_at is None and opening.review_due < today,
        is_reviewed=opening.reviewed_at is not None,
        may_review=may_review,
        room=opening.room_id if whose is Whose.HELD else None,
        name=name,
        case=opening.room.case.reference if belongs and opening.room.case else None,
    )
