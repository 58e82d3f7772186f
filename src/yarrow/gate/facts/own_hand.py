"""What somebody wrote down themselves, on a sheet that was handed to them."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Choice, LongText, Mark
from yarrow.kernel.words import N_


class HandedSheet(Choice):
    """Which sheet they filled in; its questions stand in ``handover/sheets.py``."""

    HOW_IT_WAS = "how_it_was", N_("How it was for me")
    HOPES = "hopes", N_("What I hope for")
    SAY_NO = "say_no", N_("May I say no?")
    PASS_ON = "pass_on", N_("What I want to be passed on")
    PICTURES = "pictures", N_("How I am (with pictures)")


@fact(
    "by_own_hand",
    homes={Home.PERSON},
    subject=Subject.WORDS,
    title=N_("Written by themselves"),
    help=N_("What they wrote on a sheet. Typed in from paper here; from a device it comes by itself."),
)
class ByOwnHand(Fact):
    """Their answers, word for word. It counts as nothing else: no yes, no screen, no look at risk.

    ``handed`` is set where it came from a device in their hands; empty, a worker typed it from paper.
    """

    sheet: HandedSheet = ask(N_("Which sheet?"))
    happened_on: date = ask(N_("On which day did they write it?"))
    words: LongText = ask(N_("What they wrote, word for word"))
    handed: Mark = ask(N_("The hand-over it came from"), default=Mark(""))
