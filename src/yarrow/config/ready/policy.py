"""Numbers that an invented service asks of itself: asked for by one, agreed by another; both tried them."""

from collections.abc import Mapping
from datetime import timedelta

from yarrow.config.cast import Cast
from yarrow.config.families import InventionRefused
from yarrow.gate.policy import Policy, policy_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.policy.actions import agree, propose
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import read
from yarrow.policy.terms import Why
from yarrow.practice.trial import keepers_inside_rooms, trial_of

FEWER_DAYS: Mapping[str, int] = {"reach_days": 21, "supervision_days": 56}
AHEAD = timedelta(days=7)


def asked_for(cast: Cast, clock: Clock, changes: Mapping[str, int] = FEWER_DAYS) -> PolicyVersion:
    """Asked for by the manager, from next week on; nobody has agreed."""
    _tried(policy_of(1, changes), "manager", cast, clock)
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
    _tried(read(row), "supervisor", cast, clock)
    said = agree(row=row, by=cast.worker("supervisor"), inside=keepers_inside_rooms(), clock=clock)
    if isinstance(said, Refused):
        raise InventionRefused(said)
    row.refresh_from_db()
    return row


def _tried(then: Policy, part: str, cast: Cast, clock: Clock) -> None:
    trial_of(then, by=cast.worker(part), keyring=cast.keyring(part), clock=clock)
