"""What is asked once more on the day itself: of each room, and before anybody begins."""

from .beginning import DAY_RULES, DayFacts, reasons_to_begin
from .room import PERSON_DAY_RULES, TEAM_DAY_RULES, reasons_in_room

__all__ = [
    "DAY_RULES",
    "PERSON_DAY_RULES",
    "TEAM_DAY_RULES",
    "DayFacts",
    "reasons_in_room",
    "reasons_to_begin",
]
