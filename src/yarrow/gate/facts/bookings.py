"""Somebody who is booked for an hour: an interpreter, or a volunteer with a task.

No rule of the gate looks at it. Who interprets at something joint is looked at in ``InterpreterFound``: that
somebody comes does not say that they are the right one.
"""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Choice, Mark
from yarrow.kernel.words import N_


class BookedFor(Choice):
    """What somebody is booked for: a language to interpret, or a task."""

    WELSH = "cy", N_("Welsh")
    BSL = "bsl", N_("British Sign Language")
    POLISH = "pl", N_("Polish")
    ARABIC = "ar", N_("Arabic")
    BENGALI = "bn", N_("Bengali")
    CANTONESE = "yue", N_("Cantonese")
    DARI = "prs", N_("Dari")
    FARSI = "fa", N_("Farsi")
    KURDISH = "ckb", N_("Kurdish (Sorani)")
    MANDARIN = "cmn", N_("Mandarin")
    PASHTO = "ps", N_("Pashto")
    PORTUGUESE = "pt", N_("Portuguese")
    PUNJABI = "pa", N_("Punjabi")
    ROMANIAN = "ro", N_("Romanian")
    SOMALI = "so", N_("Somali")
    TIGRINYA = "ti", N_("Tigrinya")
    UKRAINIAN = "uk", N_("Ukrainian")
    URDU = "ur", N_("Urdu")
    DRIVING = "driving", N_("Driving somebody")
    CHILD_MINDING = "child_minding", N_("Looking after children meanwhile")
    BESIDE = "beside", N_("Sitting beside somebody in a circle")
    TEA = "tea", N_("Making tea, and welcoming people")


TASKS = (BookedFor.DRIVING, BookedFor.CHILD_MINDING, BookedFor.BESIDE, BookedFor.TEA)
LANGUAGES = tuple(each for each in BookedFor if each not in TASKS)


class WhoTheyWant(Choice):
    """Whom the person asked for. It is theirs to say, and is asked before anybody is booked."""

    WOMAN = "woman", N_("A woman")
    MAN = "man", N_("A man")
    EITHER = "either", N_("They say that it does not matter")
    NOT_ASKED = "unknown", N_("Not asked yet")


class HowLong(Choice):
    """From the hour on."""

    HALF_HOUR = "30", N_("Half an hour")
    HOUR = "60", N_("An hour")
    HOUR_AND_A_HALF = "90", N_("An hour and a half")
    TWO_HOURS = "120", N_("Two hours")
    THREE_HOURS = "180", N_("Three hours")
    HALF_A_DAY = "240", N_("Half a day")


class BookedWhere(Choice):
    """Where to come, as a kind. An address is told by voice."""

    PHONE = "phone", N_("By telephone: we ring")
    OUR_HOUSE = "our_house", N_("At our house")
    ELSEWHERE = "elsewhere", N_("Elsewhere, as agreed: ring us and ask where")


class WhatItIs(Choice):
    """What it is for, in words that fit anything."""

    TALK = "talk", N_("A talk")
    CALL = "call", N_("A telephone call")
    MEETING = "meeting", N_("A meeting of several people")
    PAPERS = "papers", N_("Reading papers through")
    OTHER = "other", N_("Something else")


@fact(
    "booked",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Somebody was asked to come"),
    help=N_("An interpreter or volunteer, for one day and hour. Whether they come is their answer."),
)
class Booked(Fact):
    """One hour for which somebody was asked; ``booking`` is the row that they answer."""

    who: str = ask(N_("Who was asked?"))
    what: BookedFor = ask(N_("What for?"))
    they_want: WhoTheyWant = ask(N_("Whom did the person ask for?"), default=WhoTheyWant.NOT_ASKED)
    on: date = ask(N_("On which day?"))
    hour: str = ask(N_("At what hour?"), hint=N_("As 09:30."))
    long: HowLong = ask(N_("For how long?"))
    where: BookedWhere = ask(N_("Where?"))
    purpose: WhatItIs = ask(N_("What is it?"))
    booking: Mark = ask(N_("Which one"), default=Mark(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.they_want is WhoTheyWant.NOT_ASKED:
            return (("they_want", N_("Ask them first: it is theirs to say.")),)
        return ()


class WhyOff(Choice):
    """Why nobody needs to come."""

    NOT_NEEDED = "not_needed", N_("It is not needed any more")
    CHANGED = "changed", N_("It will be another day or hour")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else is asked")


@fact(
    "booked_off",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("They need not come"),
    help=N_("An hour for which somebody was asked was taken back."),
)
class BookedOff(Fact):
    """The booking ends here; who was asked sees on their own page that they need not come."""

    why: WhyOff = ask(N_("Why?"))
    booking: Mark = ask(N_("Which one"), default=Mark(""))


BOOKINGS: tuple[type[Fact], ...] = (Booked, BookedOff)
