"""What happened. All of it can always be recorded; rules decide only whether it counts."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Part(Choice):
    """The part of the person whose room it is."""

    WAS_HARMED = "was_harmed", N_("It was done to them")
    CAUSED_IT = "caused_it", N_("They did it")
    LIVED_WITH_IT = "lived_with_it", N_("They lived with it or saw it")
    UNKNOWN = "unknown", N_("Not known")


class Harm(Choice):
    """Forms of harm."""

    PHYSICAL = "physical", N_("Physical")
    STRANGULATION = "strangulation", N_("Hands on the neck, choking or smothering")
    SEXUAL = "sexual", N_("Sexual")
    COERCIVE_CONTROL = "coercive_control", N_("Controlling or coercive behaviour")
    ECONOMIC = "economic", N_("Control of money, home or work")
    STALKING = "stalking", N_("Stalking or harassment")
    ONLINE = "online", N_("Online or by phone")
    DAMAGE = "damage", N_("Damage to things, or cruelty to animals")
    THREAT = "threat", N_("Threats")
    THREAT_TO_KILL = "threat_to_kill", N_("A threat to kill somebody")
    HONOUR_BASED = "honour_based", N_("In the name of honour or shame; forced marriage; FGM")
    OTHER = "other", N_("Something else")
    UNKNOWN = "unknown", N_("Not known")


# Said between strangers, pupils or neighbours, these mean that there is more behind it.
TELLING = frozenset(
    {
        Harm.COERCIVE_CONTROL,
        Harm.SEXUAL,
        Harm.STRANGULATION,
        Harm.ECONOMIC,
        Harm.STALKING,
        Harm.HONOUR_BASED,
    }
)

GRAVE = frozenset({Harm.STRANGULATION, Harm.THREAT_TO_KILL})
"""After these somebody may die though nothing more is seen (domain.md §3.3, S94b)."""


@fact(
    "incident", homes={Home.PERSON}, subject=Subject.HARM, title=N_("Something that happened"), trigger=True
)
class Incident(Fact):
    """One event."""

    part: Part = ask(N_("This person's part"), default=Part.UNKNOWN)
    form: Harm = ask(N_("What kind of harm?"), default=Harm.UNKNOWN)
    words: LongText = ask(N_("What happened, in their words"), default=LongText(""))
    happened_on: date | None = ask(N_("Day, if known"), default=None)
    charged: Answer = ask(N_("Was anyone charged?"), default=Answer.UNKNOWN)
    by_under_18: Answer = ask(N_("Was it done by someone under 18?"), default=Answer.UNKNOWN)

    def speaks_of_abuse(self) -> bool:
        return self.form in TELLING

    def may_speak_of_abuse(self) -> bool:
        return self.form is Harm.UNKNOWN or self.speaks_of_abuse()


@fact(
    "ongoing_abuse", homes={Home.PERSON}, subject=Subject.HARM, title=N_("It is still going on"), trigger=True
)
class OngoingAbuse(Fact):
    """A continuing pattern."""

    part: Part = ask(N_("This person's part"), default=Part.UNKNOWN)
    words: LongText = ask(N_("What goes on, in their words"), default=LongText(""))
    by_under_18: Answer = ask(N_("Is it done by someone under 18?"), default=Answer.UNKNOWN)

    def speaks_of_abuse(self) -> bool:
        return True


@fact("pressure", homes={Home.PERSON}, subject=Subject.HARM, title=N_("Pressure"))
class Pressure(Fact):
    """Begging, threats, levers, or control of access to the person."""

    part: Part = ask(N_("This person's part"), default=Part.UNKNOWN)
    words: LongText = ask(N_("What pressure, in their words"), default=LongText(""))
    by_under_18: Answer = ask(N_("Is it put on by someone under 18?"), default=Answer.UNKNOWN)

    def speaks_of_abuse(self) -> bool:
        return True


@fact("fear", homes={Home.PERSON}, subject=Subject.HARM, title=N_("What they are afraid of"))
class Fear(Fact):
    """A person's own fear counts as evidence; it belongs in the next look at risk."""

    words: LongText = ask(N_("What are they afraid of, in their words?"))


@fact(
    "counter_allegation", homes={Home.PERSON}, subject=Subject.HARM, title=N_("They say they are harmed too")
)
class CounterAllegation(Fact):
    """A specialist looks at who harms whom."""

    words: LongText = ask(N_("What do they say, in their words?"), default=LongText(""))


@fact("retraction", homes={Home.PERSON}, subject=Subject.HARM, title=N_("An earlier report was taken back"))
class Retraction(Fact):
    """Taking a report back is not consent and clears nothing."""

    words: LongText = ask(N_("What was taken back, and what was going on then?"), default=LongText(""))


@fact("conflict", homes={Home.PERSON, Home.TEAM}, subject=Subject.HARM, title=N_("Trouble between people"))
class Conflict(Fact):
    """Trouble where nobody has said who harms whom."""

    words: LongText = ask(N_("What is the trouble?"), default=LongText(""))


@fact("agency_concern", homes={Home.PERSON, Home.TEAM}, subject=Subject.HARM, title=N_("A worker's worry"))
class AgencyConcern(Fact):
    """A stated worry, not a finding."""

    by: str = ask(N_("Who is worried?"))
    words: LongText = ask(N_("About what?"), default=LongText(""))


@fact(
    "harm_after", homes={Home.PERSON}, subject=Subject.HARM, title=N_("Serious harm afterwards"), trigger=True
)
class HarmAfter(Fact):
    """Harm that followed."""

    part: Part = ask(N_("This person's part"), default=Part.UNKNOWN)
    words: LongText = ask(N_("What harm followed?"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return True


class SentenceKind(Choice):
    """Where a sentence is served."""

    CUSTODY = "custody", N_("In prison or another secure place")
    COMMUNITY = "community", N_("In the community")
    OTHER = "other", N_("Another sentence")
    UNKNOWN = "unknown", N_("Not known")


@fact("sentence", homes={Home.PERSON}, subject=Subject.HARM, title=N_("Sentence"))
class Sentence(Fact):
    """A sentence of a court. Custody is no safety by itself."""

    sentence: SentenceKind = ask(N_("What sentence?"), default=SentenceKind.UNKNOWN)
    words: LongText = ask(N_("What is known about it"), default=LongText(""))


@fact("substance_misuse", homes={Home.PERSON}, subject=Subject.HARM, title=N_("Alcohol or drugs"))
class SubstanceMisuse(Fact):
    """Alcohol or drugs play a part."""

    words: LongText = ask(N_("What part do they play?"), default=LongText(""))
