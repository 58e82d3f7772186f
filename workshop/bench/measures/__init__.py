"""What is done in each lane."""

from .asking import Trigger, gate_lane
from .demo import demo_lane
from .door import door_lanes
from .night import Night
from .notes import CrowdOfWriters, note_lanes
from .pages import page_lanes
from .public import CrowdOfVisitors

__all__ = [
    "CrowdOfVisitors",
    "CrowdOfWriters",
    "Night",
    "Trigger",
    "demo_lane",
    "door_lanes",
    "gate_lane",
    "note_lanes",
    "page_lanes",
]
