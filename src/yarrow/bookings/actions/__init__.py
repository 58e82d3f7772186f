"""The only writer of bookings, one file an act."""

from .answering import names_of, say_no, say_whether_known, say_yes
from .asking import ask_to_come, take_back
from .calendar import end_address, make_address
from .offering import write_offers

__all__ = [
    "ask_to_come",
    "end_address",
    "make_address",
    "names_of",
    "say_no",
    "say_whether_known",
    "say_yes",
    "take_back",
    "write_offers",
]
