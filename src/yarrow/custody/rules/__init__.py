"""The rules of custody, pure: who may be a custodian, when a drill is due, what stays off."""

from .keeping import (
    WHO_SEES_CUSTODY,
    CustodyState,
    Named,
    custodians_are_three,
    may_bring_custodians,
    may_serve,
    state_of,
)
from .staffing import Need, People, what_stays_off

__all__ = [
    "WHO_SEES_CUSTODY",
    "CustodyState",
    "Named",
    "Need",
    "People",
    "custodians_are_three",
    "may_bring_custodians",
    "may_serve",
    "state_of",
    "what_stays_off",
]
