"""Every read of custody: how the recovery key is kept, by whom, and what happened."""

from .anew import asked_anew, newest_of_anew, rests, waits_for_drill
from .counting import people, what_is_off
from .events import Line, events_shown, made_anew_lately, recent_lettings_in
from .keeping import (
    NotKept,
    backup_recipient,
    current_round,
    custodians_of,
    custody_state,
    sealed_now,
)
from .rooms import ShutRoom, live_versions, rooms_to_choose, shut_rooms

__all__ = [
    "Line",
    "NotKept",
    "ShutRoom",
    "asked_anew",
    "backup_recipient",
    "current_round",
    "custodians_of",
    "custody_state",
    "events_shown",
    "live_versions",
    "made_anew_lately",
    "newest_of_anew",
    "people",
    "recent_lettings_in",
    "rests",
    "rooms_to_choose",
    "sealed_now",
    "shut_rooms",
    "waits_for_drill",
    "what_is_off",
]
