"""Every read of sending. What is queued is known here by its times alone; the words are in the room."""

from .around import around
from .keys import NoSender, trusted_sender_public
from .queue import News, Waiting, is_sender_alive, last_seen, news_for, outcomes_of, queue_of, queued_counts

__all__ = [
    "News",
    "NoSender",
    "Waiting",
    "around",
    "is_sender_alive",
    "last_seen",
    "news_for",
    "outcomes_of",
    "queue_of",
    "queued_counts",
    "trusted_sender_public",
]
