"""The only writer of sending, one file an act."""

from .keys import trust_sender
from .looking import look_again
from .queueing import queue_message
from .settling import claim, close_all, give_up_fallen, note_alive, put_back, settle
from .taking_back import mark_news_seen, take_back

__all__ = [
    "claim",
    "close_all",
    "give_up_fallen",
    "look_again",
    "mark_news_seen",
    "note_alive",
    "put_back",
    "queue_message",
    "settle",
    "take_back",
    "trust_sender",
]
