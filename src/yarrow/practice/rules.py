"""How long a record of practice may run. Pure: facts in, decision out."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

SUPERVISION_WEEKS = 12
"""domain.md E6: case supervision at least every 12 weeks. A service may ask more, never less."""
SUPERVISION_HOLDS_FOR = timedelta(weeks=SUPERVISION_WEEKS)
TRAINING_HOLDS_FOR = timedelta(days=3 * 365)
"""Ours: nobody's training is taken for good. A service may only tighten it."""
OBSERVED_HOLDS_FOR = timedelta(days=365)
"""domain.md §2.2: at least one observed practice a year."""
REMIND_BEFORE = timedelta(days=30)


def days_make_sense(*, on: date, until: date, today: date, is_supervision: bool) -> Decision:
    """Whether the first and the last day may be recorded; one slip in a year must not hold for decades.

    Refuses what is still to come, what ends before it began, and what would run longer than it may.
    """
    longest = SUPERVISION_HOLDS_FOR if is_supervision else TRAINING_HOLDS_FOR
    if on > today:
        return refused("PRACTICE", N_("Record it once it has taken place."), field="on")
    if until < on:
        return refused("PRACTICE", N_("The last day cannot lie before the first."), field="until")
    if until - on > longest:
        said = (
            N_("Supervision counts for twelve weeks at the most. Choose an earlier day.")
            if is_supervision
            else N_("Training counts for three years at the most. Choose an earlier day.")
        )
        return refused("PRACTICE", said, field="until")
    return Allowed()


def observed_until(on: date) -> date:
    """By when somebody's work is to be seen again: a year later, or the last day of the calendar."""
    return on + min(OBSERVED_HOLDS_FOR, date.max - on)


def names_in(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """Which of these names stand in what was written, as whole words, in any spelling of capitals.

    A help, not a wall: a nickname or a street is not found.
    """
    words = {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return sorted({name for name in names if name.casefold() in words})
