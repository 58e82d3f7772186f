"""From the words of a replay file to typed facts, each in the room where it belongs."""

from . import changes, choice, harm, orders, readiness, team
from .story import TEAM, Placed, Story, told, translations

__all__ = [
    "TEAM",
    "Placed",
    "Story",
    "changes",
    "choice",
    "harm",
    "orders",
    "readiness",
    "team",
    "told",
    "translations",
]
