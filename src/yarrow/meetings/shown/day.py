"""What the page of a day shows: how far it has come, in hours, and never of whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yarrow.gate.facts.team import HOLD_AT_LEAST
from yarrow.meetings.day import WholeDay
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import is_paused
from yarrow.meetings.terms import MomentKind, SittingEnd
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .faces import OwnRoom, own_rooms


@dataclass(frozen=True, slots=True)
class ShownDay:
    """How far the day has come. ``others_from`` is before when nobody but the first may leave."""

    has_begun: bool
    is_over: bool
    was_stopped: bool
    begun_at: datetime | None
    minutes: int
    is_paused: bool
    first_away_at: datetime | None
    others_from: datetime | None
    all_away_at: datetime | None


NOT_BEGUN = ShownDay(
    has_begun=False,
    is_over=False,
    was_stopped=False,
    begun_at=None,
    minutes=0,
    is_paused=False,
    first_away_at=None,
    others_from=None,
    all_away_at=None,
)


def day_shown(sitting: Sitting | None, now: datetime) -> ShownDay:
    """The same for every worker of the case."""
    if sitting is None:
        return NOT_BEGUN
    at = dict(sitting.moments.values_list("kind", "at"))
    first = at.get(MomentKind.FIRST_AWAY)
    return ShownDay(
        has_begun=sitting.begun_at is not None,
        is_over=sitting.ended_at is not None,
        was_stopped=sitting.how == SittingEnd.STOPPED,
        begun_at=sitting.begun_at,
        minutes=_minutes(now - sitting.begun_at) if sitting.begun_at is not None else 0,
        is_paused=sitting.ended_at is None and is_paused(sitting),
        first_away_at=first,
        others_from=first + timedelta(minutes=HOLD_AT_LEAST) if first is not None else None,
        all_away_at=at.get(MomentKind.ALL_AWAY),
    )


def _minutes(since: timedelta) -> int:
    return int(since.total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class LedRoom:
    """A room as the lead sees it on the day: its name, a way in, and whether something is still asked."""

    own: OwnRoom
    is_waiting: bool


def rooms_of_day(plan: Plan, worker: Worker, keyring: Keyring, whole: WholeDay) -> tuple[LedRoom, ...]:
    """Every room of the day, for a lead who is inside all of them."""
    asked = (*whole.rooms, *((whole.place,) if whole.place is not None else ()))
    waiting: dict[UUID, bool] = {each.room.pk: bool(each.reasons) for each in asked}
    return tuple(LedRoom(own, waiting.get(own.id, True)) for own in own_rooms(plan, worker, keyring))
