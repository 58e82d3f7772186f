"""Every read of emergency, scoped by the worker who asks."""

from .alerts import Alert, Whose, alerts_for
from .cards import (
    Candidate,
    Candidates,
    CardState,
    candidates,
    card_for,
    card_in,
    card_states,
    copies_of,
    copies_to_bring,
    who_may_hold,
    without_fresh_card,
)
from .duty import duty_people, is_on, is_on_duty
from .openings import (
    looked_today,
    opening_of,
    opening_to_review,
    openings_listed,
    openings_to_review,
    own_openings,
    search_of,
    words_beside,
    words_of_search,
)

__all__ = [
    "Alert",
    "Candidate",
    "Candidates",
    "CardState",
    "Whose",
    "alerts_for",
    "candidates",
    "card_for",
    "card_in",
    "card_states",
    "copies_of",
    "copies_to_bring",
    "duty_people",
    "is_on",
    "is_on_duty",
    "looked_today",
    "opening_of",
    "opening_to_review",
    "openings_listed",
    "openings_to_review",
    "own_openings",
    "search_of",
    "who_may_hold",
    "without_fresh_card",
    "words_beside",
    "words_of_search",
]
