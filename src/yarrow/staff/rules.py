"""What makes a passphrase good enough (security.md §5.3.1)."""

import unicodedata

from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

SHORTEST = 15
LONGEST = 256
"""A bound, so that nobody can keep the machine busy stretching a book."""


def passphrase_is_good_enough(passphrase: str, *, username: str) -> Decision:
    """Long enough, not too long, and not made of the sign-in name or one character repeated.

    No composition rules and no expiry: they make passphrases shorter and stickered to screens.
    The list of breached passphrases that security.md asks for is not shipped yet.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < SHORTEST:
        return refused("passphrase_short", N_("Use at least 15 characters"), field="passphrase")
    if max(len(text), len(passphrase)) > LONGEST:
        return refused("passphrase_long", N_("Use at most 256 characters"), field="passphrase")
    if len(set(text)) < 5 or username.lower() * 2 in text.lower():  # noqa: PLR2004  # a handful of characters
        return refused("passphrase_plain", N_("Use several different words"), field="passphrase")
    return Allowed()
