"""Every read of a room. Without the key there is nothing to read."""

from .alone import openers_in, rooms_a_freeze_shuts, rooms_only_with, rooms_without_holder
from .awaited import (
    Awaited,
    awaited_of,
    awaiting,
    awaiting_on_record,
    recovery_progress,
    rooms_custodians_cannot_open,
)
from .drafts import draft_at, public_draft
from .held import (
    case_rooms,
    holders_of,
    holds,
    intake_room,
    newest_version,
    open_grants_for,
    room_for,
    rooms_held_by,
    rooms_only_theirs,
    team_room,
    unopened_drops,
)
from .keys import prove_inside, room_key, room_private_key
from .labels import label_of, labels_in
from .many import key_in
from .moving import every_room_moves_on, room_moves_on, stage_now, stage_of
from .put_back import entries_put_back
from .recorded import (
    ReadEntry,
    entries_in,
    facts_for_gate,
    facts_that_count,
    is_in_justice,
    recorded_in,
    shares_standing,
)
from .rekeying import Progress, rekeying_progress
from .standings import (
    attested_in,
    believed_standing,
    lapsing_by,
    lapsing_or_changed,
    room_answer,
    rooms_by_other_rules,
    standing_digest,
    team_abuse,
    tide_of,
    trusted_standing,
)
from .unused import UnusedKey, unused_keys

__all__ = [
    "Awaited",
    "Progress",
    "ReadEntry",
    "UnusedKey",
    "attested_in",
    "awaited_of",
    "awaiting",
    "awaiting_on_record",
    "believed_standing",
    "case_rooms",
    "draft_at",
    "entries_in",
    "entries_put_back",
    "every_room_moves_on",
    "facts_for_gate",
    "facts_that_count",
    "holders_of",
    "holds",
    "intake_room",
    "is_in_justice",
    "key_in",
    "label_of",
    "labels_in",
    "lapsing_by",
    "lapsing_or_changed",
    "newest_version",
    "open_grants_for",
    "openers_in",
    "prove_inside",
    "public_draft",
    "recorded_in",
    "recovery_progress",
    "rekeying_progress",
    "room_answer",
    "room_for",
    "room_key",
    "room_moves_on",
    "room_private_key",
    "rooms_a_freeze_shuts",
    "rooms_by_other_rules",
    "rooms_custodians_cannot_open",
    "rooms_held_by",
    "rooms_only_theirs",
    "rooms_only_with",
    "rooms_without_holder",
    "shares_standing",
    "stage_now",
    "stage_of",
    "standing_digest",
    "team_abuse",
    "team_room",
    "tide_of",
    "trusted_standing",
    "unopened_drops",
    "unused_keys",
]
