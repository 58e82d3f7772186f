"""The ceremony at a terminal: what is asked, where the kits go, what is said. No secret is an argument."""

from .asking import Asking, Wrong, add_answers, asking
from .kits import Folder, kit_folder
from .questions import ask_custodians, ask_first_worker, ask_kit, ask_two_codes
from .saying import Say, say_kits_are_there, say_what_is_off, words_of

__all__ = [
    "Asking",
    "Folder",
    "Say",
    "Wrong",
    "add_answers",
    "ask_custodians",
    "ask_first_worker",
    "ask_kit",
    "ask_two_codes",
    "asking",
    "kit_folder",
    "say_kits_are_there",
    "say_what_is_off",
    "words_of",
]
