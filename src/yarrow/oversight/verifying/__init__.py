"""Whether the record is whole, and whether what it speaks of is as it was written. Needs no key of a room."""

from .everything import Verdict, verify_everything
from .kept import KeptHead, NotAHead, heads_in_words, kept_heads

__all__ = ["KeptHead", "NotAHead", "Verdict", "heads_in_words", "kept_heads", "verify_everything"]
