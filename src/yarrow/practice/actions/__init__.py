"""The only writer of practice: recording, confirming, taking back."""

from .attesting import attest, confirm, withdraw

__all__ = ["attest", "confirm", "withdraw"]
