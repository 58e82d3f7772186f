"""The only writer of matching, one file an act."""

from .keeping import settle_matching
from .looking import Looked, look_up
from .noting import note_written
from .seeing import say_seen

__all__ = ["Looked", "look_up", "note_written", "say_seen", "settle_matching"]
