"""What a word means, and how a visit or an alarm may end. Pure: facts in, answer out."""

import unicodedata
from enum import Enum, auto

from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

from .terms import Reached, Why

SHORTEST_WORD = 4
"""Letters. Ours: a word that a hand hits by chance is no word."""
WRONG_WORDS_UNTIL_ALARM = 3
"""Ours: a typing error on a doorstep is forgiven twice."""
PLANNED_AHEAD_DAYS = 28
"""Ours: whoever is on call, and may know, changes; a plan older than that is made anew."""


class Said(Enum):
    """What was said when somebody gave a word."""

    SAFE = auto()
    DANGER = auto()
    WRONG = auto()
    NOTHING_AGREED = auto()


class Ending(Enum):
    """What then happens. To whoever looks on, the first three are one and the same page."""

    END = auto()
    """Nobody looks for them; where they were is deleted."""
    KEEP = auto()
    """The page says that it ended; colleagues go on until one of them has reached them."""
    ALARM = auto()
    """The page says that it ended; colleagues are told now."""
    AGAIN = auto()
    """It was not one of the two words."""


def plain(word: str) -> str:
    """A word as it is compared: a shaking hand writes capitals, spaces and no accents."""
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def words_will_do(safe: str, danger: str) -> Decision:
    """Whether two words may be agreed: long enough, and not to be taken one for the other."""
    one, other = plain(safe), plain(danger)
    if min(len(one), len(other)) < SHORTEST_WORD:
        return refused("VISIT", N_("A word needs at least four letters."), field="safe")
    if one in other or other in one:
        return refused("VISIT", N_("The two words must not resemble each other."), field="danger")
    return Allowed()


def said(given: bytes, *, safe: bytes, danger: bytes) -> Said:
    """Which of the two a fingerprint is. Danger first: where both could be meant, it is danger."""
    if given == danger:
        return Said.DANGER
    return Said.SAFE if given == safe else Said.WRONG


def ending(what: Said, *, is_alarmed: bool) -> Ending:
    """What follows from a word at the end of a visit (security.md §2, T10).

    Once there is an alarm no word from the worker's own telephone ends it: only a colleague who has
    reached them does. The word for danger and the one for safety lead to the same page.
    """
    if what is Said.DANGER:
        return Ending.ALARM
    if what is Said.WRONG:
        return Ending.AGAIN
    return Ending.KEEP if is_alarmed else Ending.END


def may_close(how: Reached, heard: Said, why: Why | None) -> Decision:
    """Whether an alarm may end so: by their word, or because somebody stands beside them.

    After the word for danger a voice on the telephone proves nothing, whatever it says.
    """
    if heard is Said.DANGER:
        return refused("VISIT", N_("That is the word for danger. Ring 999 now."), field="word")
    if how in {Reached.MET, Reached.SERVICES}:
        return Allowed()
    if why is not None:
        return refused(
            "VISIT",
            N_("After this alarm a voice is not enough: somebody must be with them."),
            field="how",
        )
    if how == Reached.SPOKE:
        return Allowed() if heard is Said.NOTHING_AGREED else _ask_for_word()
    return Allowed() if heard is Said.SAFE else refused("VISIT", _NOT_THE_WORD, field="word")


_NOT_THE_WORD = N_("That is not the word they left. Go on until somebody is with them.")


def _ask_for_word() -> Decision:
    return refused("VISIT", N_("They agreed a word. Ask for it, and write what they said."), field="word")
