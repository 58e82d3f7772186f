"""Every read of custody: how the recovery key is kept, by whom, and what happened."""

from .counting import people, what_is_off
from .events import Line, events_shown, recent_lettings_in
from .keeping import (
    NotKept,
    backup_recipient,
    current_round,
    custodians_of,
    custody_state,
    sealed_now,
)
from .rooms import live_versions, rooms_to_choose

__all__ = [
    "Line",
    "NotKept",
    "backup_recipient",
    "current_round",
    "custodians_of",
    "custody_state",
    "events_shown",
    "live_versions",
    "people",
    "recent_lettings_in",
    "rooms_to_choose",
    "sealed_now",
    "what_is_off",
]
