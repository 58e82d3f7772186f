"""The numbers and days of emergency opening. Pure. A service may tighten them, never loosen them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from yarrow.kernel.days import after_working_days
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

OPEN_FOR = timedelta(minutes=60)
"""security.md §5.6."""
STALE_AFTER = timedelta(days=30)
"""As long as a confirmed way to reach somebody holds (design.md §5, decision 10)."""
LEAST = 2
"""Fewer than two people on duty, and nobody would see what the one has opened."""
MOST_A_DAY = 20
WARNED_FROM = 15
ALWAYS_AFTER = timedelta(minutes=60)
SEARCH_HOLDS = timedelta(minutes=60)
A_DAY = timedelta(hours=24)
KEPT_AFTER_REVIEW = timedelta(days=30)
"""So long who reviewed searches can still read what they reviewed; then the words go."""
REVIEW_DAYS = 3
"""Working days; security.md §5.6."""

_TOO_OFTEN = refused(
    "OFTEN",
    N_(
        "You have looked for twenty cards since this time yesterday. Ring another colleague on duty or a "
        "supervisor; they can look at once. In an hour you can look again yourself."
    ),
)


def may_look(before: Sequence[datetime], now: datetime) -> Decision:
    """Whether somebody may look for a card, given when they looked before.

    Twenty in 24 hours. The first look in an hour is never refused: the ration is against fishing,
    and must not stand between somebody and their own emergency (design.md §1, "Warnings always pass").
    """
    recent = [moment for moment in before if moment > now - A_DAY]
    if len(recent) < MOST_A_DAY or max(recent) <= now - ALWAYS_AFTER:
        return Allowed()
    return _TOO_OFTEN


def is_stale(written_on: date, today: date) -> bool:
    """Whether a card was last looked at too long ago to be relied on."""
    return today > written_on + STALE_AFTER


def review_due(opened_on: date) -> date:
    """The last day for the review: the third working day after the day of the opening.

    Monday to Friday. Bank holidays are counted as working days: without a list of them that is the
    stricter reading.
    """
    return after_working_days(opened_on, REVIEW_DAYS)
