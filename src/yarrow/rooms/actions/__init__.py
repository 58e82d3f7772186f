"""The only writer of rooms, one file an act."""

from .attesting import attest
from .drafting import (
    forget_draft,
    forget_old_public_drafts,
    forget_public_draft,
    save_draft,
    save_public_draft,
)
from .dropping import drop_from_outside, drop_note, open_drops
from .holding import ask_grant, fulfil_grants, let_in, settle_ring, take_keys
from .opening import open_room
from .reading import read_room
from .seconding import agree_as_second
from .sharing import share_words
from .writing import correct_entry, quarantine_entry, seal_entry

__all__ = [
    "agree_as_second",
    "ask_grant",
    "attest",
    "correct_entry",
    "drop_from_outside",
    "drop_note",
    "forget_draft",
    "forget_old_public_drafts",
    "forget_public_draft",
    "fulfil_grants",
    "let_in",
    "open_drops",
    "open_room",
    "quarantine_entry",
    "read_room",
    "save_draft",
    "save_public_draft",
    "seal_entry",
    "settle_ring",
    "share_words",
    "take_keys",
]
