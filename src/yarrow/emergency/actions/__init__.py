"""The only writer of emergency, one file an act."""

from .carding import bring_copies, take_card_back, write_card
from .looking import forget_old_searches, look_for
from .naming import name_duty_person, take_off_duty
from .opening import leave_word, open_card
from .reviewing import review_lookings, review_opening

__all__ = [
    "bring_copies",
    "forget_old_searches",
    "leave_word",
    "look_for",
    "name_duty_person",
    "open_card",
    "review_lookings",
    "review_opening",
    "take_card_back",
    "take_off_duty",
    "write_card",
]
