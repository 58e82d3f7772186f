"""Every read of a room. Without the key there is nothing to read."""

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
    team_room,
    unopened_drops,
)
from .keys import room_key, room_private_key
from .labels import label_of, labels_in
from .recorded import ReadEntry, entries_in, facts_that_count, recorded_in
from .standings import (
    attested_in,
    lapsing_by,
    room_answer,
    standing_digest,
    team_abuse,
    tide_of,
    trusted_standing,
)

__all__ = [
    "ReadEntry",
    "attested_in",
    "case_rooms",
    "draft_at",
    "entries_in",
    "facts_that_count",
    "holders_of",
    "holds",
    "intake_room",
    "label_of",
    "labels_in",
    "lapsing_by",
    "newest_version",
    "open_grants_for",
    "public_draft",
    "recorded_in",
    "room_answer",
    "room_for",
    "room_key",
    "room_private_key",
    "rooms_held_by",
    "standing_digest",
    "team_abuse",
    "team_room",
    "tide_of",
    "trusted_standing",
    "unopened_drops",
]
