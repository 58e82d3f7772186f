"""Which days make sense. Pure: answers with an English message id, empty when the day is sound.

Hazard: one slip in a year must not keep a look at risk "in date" for decades.
"""

from datetime import date, timedelta

from yarrow.kernel.words import N_

BEHIND = frozenset(
    {
        "agreed_on",
        "checked_on",
        "confirmed_on",
        "date_of_birth",
        "died_on",
        "given_on",
        "happened_on",
        "proved_on",
        "since",
        "told_on",
    },
)
"""Fields for days on which something has happened."""

AHEAD = frozenset({"due_on", "next_by", "review_on", "until"})
"""Fields for days on which to look again. One that has passed may be written down: it is then out of date."""

EITHER = frozenset({"on", "starts", "ends"})
"""Fields for days that may have been or may come."""

COMING = frozenset({"by_when", "look_again_on"})
"""Fields for days that lie ahead, or are today, when they are written down."""

EARLIEST = date(1900, 1, 1)
LONGEST_REVIEW = timedelta(days=366)
"""No source sets this; it is a bound on slips, and a service may make it shorter (design.md §5.10)."""
FARTHEST = timedelta(days=366 * 50)


def problem_with_day(field: str, day: date, today: date) -> str:
    """What is wrong with this day in this field, as words for the person who typed it."""
    if day < EARLIEST:
        return N_("This day is too long ago: look at the year.")
    if field in BEHIND and day > today:
        return N_("This day has not come yet.")
    if field in COMING and day < today:
        return N_("This day has passed already.")
    if field in AHEAD and day > today + LONGEST_REVIEW:
        return N_("Look again within a year: choose an earlier day.")
    if day > today + FARTHEST:
        return N_("This day is too far ahead: look at the year.")
    return ""
