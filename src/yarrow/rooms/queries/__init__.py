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
    rooms_only_theirs,
    team_room,
    unopened_drops,
)
from .keys import room_key, room_private_key
from .labels import label_of, labels_in
from .many import key_in
from .put_back import entries_put_back
from .recorded import ReadEntry, entries_in, facts_that_count, recorded_in
from .rekeying import Progress, rekeying_progress, rooms_without_holder
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
    "Progress",
    "ReadEntry",
    "attested_in",
    "case_rooms",
    "draft_at",
    "entries_in",
    "entries_put_back",
    "facts_that_count",
    "holders_of",
    "holds",
    "intake_room",
    "key_in",
    "label_of",
    "labels_in",
    "lapsing_by",
    "newest_version",
    "open_grants_for",
    "public_draft",
    "recorded_in",
    "rekeying_progress",
    "room_answer",
    "room_for",
    "room_key",
    "room_private_key",
    "rooms_held_by",
    "rooms_only_theirs",
    "rooms_without_holder",
    "standing_digest",
    "team_abuse",
    "team_room",
    "tide_of",
    "trusted_standing",
    "unopened_drops",
]
