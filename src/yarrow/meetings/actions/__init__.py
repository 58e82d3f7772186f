"""The only writer of plans, one file an act."""

from .arranging import arrange_plan, set_plan_aside
from .briefing import write_brief
from .proposing import plan_series, propose_plan, vet_message
from .signing import sign_plan
from .unease import lift_unease, raise_unease

__all__ = [
    "arrange_plan",
    "lift_unease",
    "plan_series",
    "propose_plan",
    "raise_unease",
    "set_plan_aside",
    "sign_plan",
    "vet_message",
    "write_brief",
]
