"""The only writer of rooms, one file an act."""

from .attesting import attest, attest_by_new_rules
from .coming_in import come_in
from .conflicts import keep_case_closely, say_they_know, step_back
from .drafting import (
    forget_draft,
    forget_old_public_drafts,
    forget_public_draft,
    keep_sealed_draft,
    save_draft,
    save_public_draft,
)
from .dropping import drop_from_outside, drop_note, open_drops
from .holding import ask_grant, fulfil_grants, let_in, let_into_intake, settle_ring, take_keys
from .looking_over import look_over_shares
from .opening import open_room
from .pathway import agree_to_move_pathway, ask_to_move_pathway
from .reading import read_room
from .rekeying.asking_again import AskedAgain, ask_again
from .rekeying.ending_unused import end_unused_key
from .rekeying.recovering import let_in_by_recovery, rewrap_recovery
from .rekeying.resealing import reseal_held, reseal_some
from .rekeying.shutting_out import ShutOut, go_on_shutting_out, shut_out
from .rekeying.taking_off import keep_away, take_off_case
from .rekeying.wrapping_anew import await_new_recovery, wrap_anew
from .seconding import agree_as_second
from .sharing import share_words
from .withdrawing import withdraw_grants
from .writing import correct_entry, quarantine_unchecked, seal_entries, seal_entry, take_out_entry

__all__ = [
    "AskedAgain",
    "ShutOut",
    "agree_as_second",
    "agree_to_move_pathway",
    "ask_again",
    "ask_grant",
    "ask_to_move_pathway",
    "attest",
    "attest_by_new_rules",
    "await_new_recovery",
    "come_in",
    "correct_entry",
    "drop_from_outside",
    "drop_note",
    "end_unused_key",
    "forget_draft",
    "forget_old_public_drafts",
    "forget_public_draft",
    "fulfil_grants",
    "go_on_shutting_out",
    "keep_away",
    "keep_case_closely",
    "keep_sealed_draft",
    "let_in",
    "let_in_by_recovery",
    "let_into_intake",
    "look_over_shares",
    "open_drops",
    "open_room",
    "quarantine_unchecked",
    "read_room",
    "reseal_held",
    "reseal_some",
    "rewrap_recovery",
    "save_draft",
    "save_public_draft",
    "say_they_know",
    "seal_entries",
    "seal_entry",
    "settle_ring",
    "share_words",
    "shut_out",
    "step_back",
    "take_keys",
    "take_off_case",
    "take_out_entry",
    "withdraw_grants",
    "wrap_anew",
]
