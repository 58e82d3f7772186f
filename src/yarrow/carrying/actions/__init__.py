"""The only writer of what is carried, one file a side."""

from .giving import ask_whether_wanted, look_on_the_other_side, may_be_given, note_how_it_went
from .sending import look_here, pass_on_to_be_read, withdraw, write_message
from .unsent import write_unsent_letter

__all__ = [
    "ask_whether_wanted",
    "look_here",
    "look_on_the_other_side",
    "may_be_given",
    "note_how_it_went",
    "pass_on_to_be_read",
    "withdraw",
    "write_message",
    "write_unsent_letter",
]
