"""The only writer of practice: recording, confirming, taking back."""

from .attesting import attest, confirm, withdraw
from .reflecting import (
    answer_offer,
    keep_reflection,
    offer_time,
    show_reflection,
    take_reflection_back,
    throw_reflection_away,
)

__all__ = [
    "answer_offer",
    "attest",
    "confirm",
    "keep_reflection",
    "offer_time",
    "show_reflection",
    "take_reflection_back",
    "throw_reflection_away",
    "withdraw",
]
