"""What intake does, one file an act. The rows belong to ``cases`` and ``rooms``."""

from .answer_without_case import answer_without_case
from .open_case_from_referral import open_case_from_referral
from .prepare_intake_room import prepare_intake_room
from .read_referrals import read_referral, read_referrals
from .receive_referral import receive_referral

__all__ = [
    "answer_without_case",
    "open_case_from_referral",
    "prepare_intake_room",
    "read_referral",
    "read_referrals",
    "receive_referral",
]
