"""Numbers that an invented service asks of itself: asked for by one, agreed by another."""

from collections.abc import Mapping
from datetime import timedelta

from yarrow.config.cast import Cast
from yarrow.config.families import InventionRefused
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.policy.actions import agree, propose
from yarrow.policy.models import PolicyVersion
from yarrow.policy.terms import Why

FEWER_DAYS: Mapping[str, int] = {"reach_days": 21, "supervision_days": 56}
AHEAD = timedelta(days=7)


def asked_for(cast: Cast, clock: Clock, changes: Mapping[str, int] = FEWER_DAYS) -> PolicyVersion:
    """Asked for by the manager, from next week on; nobody has agreed."""
    row = propose(
        changes=changes,
        effective_on=clock.today() + AHEAD,
        why=Why.LEARNT,
        by=cast.worker("manager"),
        clock=clock,
    )
    if isinstance(row, Refused):
        raise InventionRefused(row)
    return row


def agreed(cast: Cast, clock: Clock, changes: Mapping[str, int] = FEWER_DAYS) -> PolicyVersion:
    """The same, and the supervisor has agreed: it holds from next week on."""
    row = asked_for(cast, clock, changes)
    said = agree(row=row, by=cast.worker("supervisor"), clock=clock)
    if isinstance(said, Refused):
        raise InventionRefused(said)
    row.refresh_from_db()
    return row
