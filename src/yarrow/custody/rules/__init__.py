"""The rules of custody, pure: who may be a custodian, when a drill is due, what stays off."""

from .anew import LAPSES, REST, may_be_made_from, may_be_made_until, may_make
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
    "LAPSES",
    "REST",
    "WHO_SEES_CUSTODY",
    "CustodyState",
    "Named",
    "Need",
    "People",
    "custodians_are_three",
    "may_be_made_from",
    "may_be_made_until",
    "may_bring_custodians",
    "may_make",
    "may_serve",
    "state_of",
    "what_stays_off",
]
