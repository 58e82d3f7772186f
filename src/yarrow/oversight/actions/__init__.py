"""The only writer of oversight."""

from .verifying import note_verification

__all__ = ["note_verification"]
