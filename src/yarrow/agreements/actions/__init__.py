"""The only writer of agreements, one file an act."""

from .keeping import ask_what_happened, mark_kept
from .signing import record_signing, settle_agreement
from .writing import change_commitment, end_without_agreement, offer_agreement, write_commitment

__all__ = [
    "ask_what_happened",
    "change_commitment",
    "end_without_agreement",
    "mark_kept",
    "offer_agreement",
    "record_signing",
    "settle_agreement",
    "write_commitment",
]
