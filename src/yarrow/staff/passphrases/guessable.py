"""Passphrases that a guesser tries early, found without any network (ASVS 6.2.12).

Two lists: the 20,000 breached ones that come with Django, and the dictionaries and patterns of
``zxcvbn`` (words, names, dates, keyboard rows, repeats). Nothing that is typed leaves the machine.
"""

import gzip
from functools import cache
from importlib.resources import files

_FEWEST_GUESSES = 10**8
"""With Argon2id at 128 MiB behind a throttle, years; and never offline, since the pepper is elsewhere."""
_LOOKED_AT = 72
"""Characters. zxcvbn slows down with length; what is easily guessed this far is no good longer either."""


def is_easily_guessed(passphrase: str, *, about: tuple[str, ...]) -> bool:
    """Whether a guesser comes to it early. ``about``: names that belong to its owner or this service."""
    if _bare(passphrase) in _breached():
        return True
    from zxcvbn import zxcvbn  # its dictionaries cost a tenth of a second to load: only who sets one waits

    # Also run together: a blank between two halves hides from it that they are the same word.
    ways = (passphrase[:_LOOKED_AT], _bare(passphrase)[:_LOOKED_AT])
    return any(zxcvbn(way, user_inputs=[*about])["guesses"] < _FEWEST_GUESSES for way in ways if way)


@cache
def _breached() -> frozenset[str]:
    packed = (files("django.contrib.auth") / "common-passwords.txt.gz").read_bytes()
    return frozenset(_bare(line) for line in gzip.decompress(packed).decode().splitlines())


def _bare(text: str) -> str:
    """Without blanks and capitals: "Manchester United" is "manchesterunited"."""
    return "".join(text.casefold().split())
