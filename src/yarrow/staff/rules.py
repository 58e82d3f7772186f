"""What makes a passphrase good enough (security.md §5.3.1)."""

import unicodedata

from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

from .passphrases.guessable import is_easily_guessed

SHORTEST = 15
_OF_THE_SERVICE = ("yarrow", "workspace", "restorative", "service")
LONGEST = 256
"""A bound, so that nobody can keep the machine busy stretching a book."""


def passphrase_is_good_enough(passphrase: str, *, username: str) -> Decision:
    """Long enough, not too long, not made of the sign-in name, and not easily guessed.

    No composition rules and no expiry: they make passphrases shorter and stickered to screens.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < SHORTEST:
        return refused("passphrase_short", N_("Use at least 15 characters"), field="passphrase")
    if max(len(text), len(passphrase)) > LONGEST:
        return refused("passphrase_long", N_("Use at most 256 characters"), field="passphrase")
    if len(set(text)) < 5 or username.lower() * 2 in text.lower():  # noqa: PLR2004  # a handful of characters
        return refused("passphrase_plain", N_("Use several different words"), field="passphrase")
    if is_easily_guessed(text, about=(username, *_OF_THE_SERVICE)):
        words = N_("Somebody would soon guess this. Use four or five words that do not belong together")
        return refused("passphrase_guessed", words, field="passphrase")
    return Allowed()
