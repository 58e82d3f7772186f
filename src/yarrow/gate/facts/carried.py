"""Words that one person would like another to hear, and a letter that is never sent (domain.md E27, E28).

The original lies in the sender's room; a copy waits in the receiver's. What each side answers lies in its
own room and nowhere else. Nothing here is a conversation: an answer is a new message.
"""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_

_HOME = {Home.PERSON}


class CarriedHow(Choice):
    """What it is that would be carried."""

    SPOKEN = "spoken", N_("Words that a worker says")
    LETTER = "letter", N_("A letter")
    RECORDING = "recording", N_("A recording")
    GIFT = "gift", N_("A gift or an object")


class ForWhom(Choice):
    """For whom it is, as a part in the harm: never a name, and never an address."""

    HARMED = "harmed", N_("The person harmed")
    CAUSED_HARM = "caused_harm", N_("The person who harmed")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else who takes part")


@fact(
    "carried_message", homes=_HOME, subject=Subject.WORDS, title=N_("Words they would like somebody to hear")
)
class CarriedMessage(Fact):
    """A draft, in the sender's room. It stays here, whatever becomes of its copy."""

    plan: Mark = ask(N_("The plan it belongs to"), default=Mark(""))
    how: CarriedHow = ask(N_("What would be carried?"))
    for_whom: ForWhom = ask(N_("For whom is it?"))
    purpose: LongText = ask(
        N_("What is it for?"), hint=N_("What they hope it does. This stays in this room.")
    )
    words: LongText = ask(
        N_("The words, exactly as they would be heard"),
        hint=N_(
            "Of a recording: everything that is said in it. Of a gift: what it is, and what it means to them."
            " Only their own words; nothing is added."
        ),
    )


@fact("carried_looked", homes=_HOME, subject=Subject.WORDS, title=N_("Read before it may be carried"))
class CarriedLooked(Fact):
    """One worker read exactly these words, apart, and answers four questions one by one (domain.md E27)."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    words_seen: Mark = ask(N_("The digest of its words"), default=Mark(""))
    threat: Answer = ask(
        N_("Is there a hidden threat in it?"),
        hint=N_("A word, a date or a thing that frightens only who knows it. Ask what it means to them."),
        default=Answer.UNKNOWN,
    )
    blame: Answer = ask(N_("Is there blame or pressure in it?"), default=Answer.UNKNOWN)
    place: Answer = ask(
        N_("Is there a place, a time or a way to get in touch in it?"), default=Answer.UNKNOWN
    )
    child: Answer = ask(N_("Is there anything about a child in it?"), default=Answer.UNKNOWN)
    reason: LongText = ask(
        N_("If it goes back: what would have to be different?"),
        hint=N_("The sender's worker reads this. Write nothing that you know from another room."),
        default=LongText(""),
    )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The four, in the order asked."""
        return (self.threat, self.blame, self.place, self.child)

    def is_clear(self) -> bool:
        """Whether nothing was found; not known is not clear."""
        return all(each is Answer.NO for each in self.answers)

    def goes_back(self) -> bool:
        """Whether something was found."""
        return Answer.YES in self.answers

    def contradictions(self) -> tuple[Problem, ...]:
        if self.goes_back() and blank(self.reason):
            return (("reason", N_("Say what would have to be different.")),)
        if self.goes_back():
            return ()
        unknown = N_("Nothing is carried while this is not known. Ask, or send it back.")
        return tuple((name, unknown) for name in _not_no(self, "threat", "blame", "place", "child"))


@fact(
    "carried_returned", homes=_HOME, subject=Subject.WORDS, title=N_("Sent back, with what must be different")
)
class CarriedReturned(Fact):
    """Into the sender's room alone: it is not carried as it is, and why."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    reason: LongText = ask(N_("What would have to be different"))


@fact(
    "carried_copy",
    homes=_HOME,
    subject=Subject.WORDS,
    title=N_("Words that somebody would like them to hear"),
)
class CarriedCopy(Fact):
    """The copy in the receiver's room, until it is given or set aside. Nobody there asked for it."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    plan: Mark = ask(N_("The plan it belongs to"), default=Mark(""))
    words_seen: Mark = ask(N_("The digest of its words"), default=Mark(""))
    looked_by: Mark = ask(N_("Who read it on the other side"), default=Mark(""))
    how: CarriedHow = ask(N_("What would be carried?"))
    words: LongText = ask(N_("The words, exactly as they would be heard"))


class ReceiveValue(Choice):
    """What somebody says when asked whether they want to receive something."""

    YES = "yes", N_("Yes, now")
    NO = "no", N_("No")
    NOT_NOW = "not_now", N_("Not now, or does not want to say")


@fact(
    "carried_asked",
    homes=_HOME,
    subject=Subject.CHOICE,
    title=N_("Asked whether they want to receive something"),
)
class CarriedAsked(Fact):
    """Asked apart, before they hear a word of it. A no needs no reason; a later no undoes a yes."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    value: ReceiveValue = ask(
        N_("Do they want to receive it?"),
        hint=N_("They are told that somebody would like to pass something on, and not what it says."),
    )
    alone: Answer = ask(N_("Were they asked alone?"), default=Answer.UNKNOWN)
    free: Answer = ask(
        N_("Are they free to choose?"),
        hint=N_("“No” is heard as a concern: the team is told of a change, and joint work stops."),
        default=Answer.UNKNOWN,
    )

    def contradictions(self) -> tuple[Problem, ...]:
        if self.value is not ReceiveValue.YES:
            return ()
        wanted = N_("A yes counts only when this is so. Record what they said without a yes.")
        return tuple((name, wanted) for name in ("alone", "free") if getattr(self, name) is not Answer.YES)

    def speaks_of_abuse(self) -> bool:
        """Not being free to choose is heard like any screen that worries us (domain.md §3.5)."""
        return self.free is Answer.NO


@fact("carried_going", homes=_HOME, subject=Subject.WORDS, title=N_("It may be given today"))
class CarriedGoing(Fact):
    """Everything was asked again on this day, and nothing stood in the way. Tomorrow it is asked anew."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    words_seen: Mark = ask(N_("The digest of its words"), default=Mark(""))
    asked_again: Answer = ask(N_("Do they still want it, asked again today?"), default=Answer.UNKNOWN)
    orders_today: Answer = ask(
        N_("Was it looked up today that no order, bail or licence bars it?"), default=Answer.UNKNOWN
    )

    def contradictions(self) -> tuple[Problem, ...]:
        wanted = N_("It may be given only when this is so.")
        names = ("asked_again", "orders_today")
        return tuple((name, wanted) for name in names if getattr(self, name) is not Answer.YES)


class GivenValue(Choice):
    """Whether they heard or got it in the end."""

    GIVEN = "given", N_("It was given")
    NOT_GIVEN = "not_given", N_("It was not given")


@fact(
    "carried_given", homes=_HOME, subject=Subject.AFTER, title=N_("How it went when something was passed on")
)
class CarriedGiven(Fact):
    """What happened, as their worker notes it. It can always be noted, whatever came in between."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    value: GivenValue = ask(N_("Was it given?"))
    place: LongText = ask(N_("Where?"), default=LongText(""))
    how: LongText = ask(N_("How? Was it read out, and do they keep it?"), default=LongText(""))
    who_was_there: LongText = ask(N_("Who was there?"), default=LongText(""))
    safe_afterwards: Answer = ask(
        N_("Are they safe afterwards?"),
        hint=N_("“No” is heard as a change: the team is told, and joint work stops."),
        default=Answer.UNKNOWN,
    )
    words: LongText = ask(
        N_("What they said to it"),
        hint=N_("This stays in this room. If they want to answer, that is a new message of their own."),
        default=LongText(""),
    )

    def is_trigger(self) -> bool:
        """Not being safe after hearing it is a change after which risk is looked at again (domain.md E8)."""
        return self.safe_afterwards is Answer.NO

    def speaks_of_abuse(self) -> bool:
        return self.safe_afterwards is Answer.NO


@fact("carried_receipt", homes=_HOME, subject=Subject.AFTER, title=N_("It was given"))
class CarriedReceipt(Fact):
    """All that the sender's room ever hears: it was given, and on which day."""

    message: Mark = ask(N_("Which message"), default=Mark(""))
    given_on: date = ask(N_("On which day"))


@fact(
    "no_send_letter",
    homes=_HOME,
    subject=Subject.WORDS,
    title=N_("A letter that is not sent"),
    help=N_("Always possible. Nobody reads it but who is inside this room, and nothing can send it."),
)
class NoSendLetter(Fact):
    """Written for the writer alone (domain.md E28). No act knows how to deliver one."""

    for_whom: LongText = ask(N_("To whom, in their words"), default=LongText(""))
    words: LongText = ask(N_("The letter"))


BY_PRESS = (
    CarriedMessage,
    CarriedLooked,
    CarriedReturned,
    CarriedCopy,
    CarriedAsked,
    CarriedGoing,
    CarriedGiven,
    CarriedReceipt,
    NoSendLetter,
)
"""Recorded on their own pages and by nothing else: each holds an id that nobody types, or passes a look."""


def _not_no(found: Fact, *names: str) -> Iterator[str]:
    return (name for name in names if getattr(found, name) is not Answer.NO)
