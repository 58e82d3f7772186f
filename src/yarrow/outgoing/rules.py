"""The numbers of the door, and what they decide. Pure.

Numbers without a source: a service may make them smaller, never larger (design.md §5.10).
"""

from datetime import timedelta

STOPS_A_DAY = 5
"""Stops of one worker in one case within a day; after them nothing of theirs is looked at there."""
LOOKS_A_DAY = 40
"""Papers of one worker in one case within a day. Hazard: what passes tells that a word is *not* protected."""
STOPS_EVERYWHERE = 15
"""Stops of one worker within a day, in all cases: the service's own places are the same in each."""
DAY = timedelta(hours=24)
RELEASE_LASTS = timedelta(hours=24)
KEPT_FOR = timedelta(days=7)
"""How long the bytes of a stopped paper are kept for who may let it out."""
MOST_BYTES = 12 * 1024 * 1024
"""A larger artefact is not looked through, and so does not pass."""


def is_used_up(*, stops: int, looks: int, stops_everywhere: int) -> bool:
    """Whether this worker's ration of today is used up: what they bring is stopped and not looked at."""
    return stops >= STOPS_A_DAY or looks >= LOOKS_A_DAY or stops_everywhere >= STOPS_EVERYWHERE
