"""Every sheet that may be handed over, question by question. Pure data, in our own words.

The process questions follow domain.md §6.3 and are ours; they are no validated instrument and no score
is made of them. Each question says who may read its answer, and which answers somebody must see soon.
Nothing here names the service, the work, a worker or another person: it lies open on a table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.gate.words import Choice
from yarrow.kernel.words import N_

from .terms import Face, Happened, ReadBy, Scale


@dataclass(frozen=True, slots=True)
class Question:
    """One question; without ``choices`` it is answered in words. ``alarms`` are answers to be seen soon."""

    name: str
    asks: str
    read_by: ReadBy
    choices: type[Choice] | None = None
    alarms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, in the order in which it is asked."""

    begins: str
    questions: tuple[Question, ...]

    def parted(self) -> Iterator[tuple[ReadBy, tuple[Question, ...]]]:
        """The questions by who reads them: what is kept apart stands last."""
        for read_by in (ReadBy.ROOM, ReadBy.APART):
            if found := tuple(each for each in self.questions if each.read_by is read_by):
                yield read_by, found


def _words(name: str, asks: str, read_by: ReadBy = ReadBy.ROOM) -> Question:
    return Question(name, asks, read_by)


def _apart(name: str, asks: str, choices: type[Choice], *alarms: Choice) -> Question:
    return Question(name, asks, ReadBy.APART, choices, frozenset(each.value for each in alarms))


_NOT_FREE = (Scale.PARTLY, Scale.HARDLY, Scale.NO)
_PRESSED = (Happened.YES, Happened.UNSURE)
_LEAVE_OUT = N_("Leave out whatever you like. There are no right or wrong answers.")

SHEETS: Mapping[HandedSheet, Sheet] = {
    HandedSheet.HOW_IT_WAS: Sheet(
        _LEAVE_OUT,
        (
            _apart("listened", N_("Were you listened to?"), Scale),
            _apart("understood", N_("Did you understand what would happen?"), Scale),
            _apart("free", N_("Were you free to say no?"), Scale, *_NOT_FREE),
            _apart("safe", N_("Did you feel safe before, during and after?"), Scale, Scale.HARDLY, Scale.NO),
            _apart("fair", N_("Were you treated fairly?"), Scale),
            _apart("stop", N_("Could you have stopped at any time?"), Scale, *_NOT_FREE),
            _apart("knew", N_("Did you know who would see what you said?"), Scale),
            _apart("needs", N_("Was it about what you needed?"), Scale),
            _apart(
                "pressure",
                N_("Since we began, has anybody hurt, frightened or pressed you because of it?"),
                Happened,
                *_PRESSED,
            ),
            _apart("again", N_("Would you do it again?"), Scale),
            _words("more", N_("Anything else that only somebody else should read"), ReadBy.APART),
            _words("tell", N_("Anything that whoever gave you this should know")),
        ),
    ),
    HandedSheet.HOPES: Sheet(
        _LEAVE_OUT,
        (
            _words("hope", N_("What do you hope for?")),
            _words("better", N_("How would you notice that it gets better?")),
            _words("worse", N_("What would make it worse?")),
            _words("works", N_("What already helps, even a little?")),
            _words("not_want", N_("What do you not want?")),
        ),
    ),
    HandedSheet.SAY_NO: Sheet(
        N_("You may say no, and no help ends with it. Leave out whatever you like."),
        (
            _apart("free", N_("Do you feel free to say no?"), Scale, *_NOT_FREE),
            _apart("asked", N_("Does anybody want you to say yes?"), Happened, *_PRESSED),
            _apart("cost", N_("Would something bad happen if you said no?"), Happened, *_PRESSED),
            _words("who", N_("Anything about this that only somebody else should read"), ReadBy.APART),
            _words("help", N_("What would make it easier to say what you really want?")),
            _words("now", N_("What would you like to happen now? Nothing is an answer too.")),
        ),
    ),
    HandedSheet.PASS_ON: Sheet(
        N_("Writing it here passes nothing on. You are asked again, and see every word before it is read."),
        (
            _words("pass_on", N_("What may be passed on, and to whom?")),
            _words("never", N_("What must nobody be told?")),
            _words("how", N_("Who should say it, and how?")),
            _apart("free", N_("Do you choose this freely?"), Scale, *_NOT_FREE),
        ),
    ),
    HandedSheet.PICTURES: Sheet(
        N_("You can leave things out. You can stop when you like."),
        (
            Question("today", N_("How are you today?"), ReadBy.ROOM, Face),
            _words("good", N_("What is good just now?")),
            _words("safe", N_("Who are you safe with?")),
            _words("wish", N_("What do you wish for?")),
            _apart("told", N_("Did somebody tell you what to write?"), Happened, *_PRESSED),
            _apart("afraid", N_("Is there something that makes you afraid?"), Happened, *_PRESSED),
        ),
    ),
}
