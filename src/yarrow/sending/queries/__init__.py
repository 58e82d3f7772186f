"""Every read of sending. What is queued is known here by its times alone; the words are in the room."""

from .around import around
from .keys import NoSender, trusted_sender_public
from .queue import (
    News,
    Waiting,
    is_sender_alive,
    last_seen,
    looks_so_far,
    news_for,
    outcomes_of,
    queue_of,
    queued_counts,
    was_settled,
)

__all__ = [
    "News",
    "NoSender",
    "Waiting",
    "around",
    "is_sender_alive",
    "last_seen",
    "looks_so_far",
    "news_for",
    "outcomes_of",
    "queue_of",
    "queued_counts",
    "trusted_sender_public",
    "was_settled",
]
