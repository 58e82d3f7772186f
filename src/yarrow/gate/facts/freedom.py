"""What takes the freedom out of a choice: what hangs on it, whom somebody needs, what nobody may learn."""

from collections.abc import Iterator

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_


class TiedTo(Choice):
    """What taking part may never be tied to (domain.md E17)."""

    MONEY = "money", N_("Benefit or money")
    SENTENCE = "sentence", N_("A sentence, bail or licence")
    HOME = "home", N_("Housing")
    CHILD = "child", N_("Time with a child, or whether a child comes home")
    SERVICE = "service", N_("Help from a service")
    WORK = "work", N_("Work or school")
    STAYING = "staying", N_("Being allowed to stay in the country")
    OTHER = "other", N_("Something else")


class TiedState(Choice):
    """Whether the condition stands."""

    TIED = "tied", N_("It was made a condition, or they were told so")
    TAKEN_BACK = "taken_back", N_("Who made it has taken it back, and they know")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "taking_part_tied",
    homes={Home.PERSON},
    subject=Subject.CHOICE,
    title=N_("Something was made to hang on taking part"),
    help=N_(
        "Nobody may be made to take part, or lose anything by a no. Until it is taken back nothing is joint."
    ),
)
class TakingPartTied(Fact):
    """Benefit, sentence, housing, a child or help was tied to taking part; never allowed (domain.md E17)."""

    by: str = ask(N_("Who made it a condition?"), hint=N_("The same words each time."))
    to: tuple[TiedTo, ...] = ask(N_("What hangs on it?"), default=())
    state: TiedState = ask(N_("Where does it stand?"), default=TiedState.UNKNOWN)
    words: LongText = ask(N_("What was said or written?"), default=LongText(""))


class DependsOn(Choice):
    """What somebody may need the other person for; each may be a lever (domain.md §3.5, sign 8)."""

    CARE = "care", N_("Care, washing, dressing or food")
    HEALTH = "health", N_("Medication, appointments or aids")
    MONEY = "money", N_("Money")
    HOME = "home", N_("A home")
    STAYING = "staying", N_("Being allowed to stay in the country")
    SPEAKING = "speaking", N_("Speaking, writing or being understood")
    GETTING_ABOUT = "getting_about", N_("Getting from place to place")
    OTHER = "other", N_("Something else")


CARE = frozenset({DependsOn.CARE, DependsOn.HEALTH})
"""Needs that can make an adult one at risk, so that a duty to report is looked at (domain.md §5.1)."""


@fact(
    "dependence",
    homes={Home.PERSON},
    subject=Subject.CHOICE,
    title=N_("Depending on the other person"),
    help=N_(
        "A no is free only if it costs nobody their care, home, money or papers. Age by itself is no sign."
    ),
)
class Dependence(Fact):
    """What this person needs the other for, and whether there is something in its place."""

    on: tuple[DependsOn, ...] = ask(
        N_("What do they need the other person for?"), hint=N_("Leave all empty for: nothing."), default=()
    )
    in_place: Answer = ask(
        N_("Is there something in its place from the day the other takes it away?"), default=Answer.UNKNOWN
    )
    words: LongText = ask(N_("What is in its place, or what must be found?"), default=LongText(""))


class NotKnown(Choice):
    """What may be used as a threat to tell (domain.md §3.5, sign 7)."""

    WHOM_THEY_LOVE = "whom_they_love", N_("Whom they love")
    GENDER = "gender", N_("Their gender, or that it was another one")
    RELATIONSHIP = "relationship", N_("That they are or were together")
    HEALTH = "health", N_("Something about their health")
    BELIEF = "belief", N_("What they believe, or no longer believe")
    PAPERS = "papers", N_("How they stay in the country")
    THIS_WORK = "this_work", N_("That they come to us at all")
    OTHER = "other", N_("Something else")


@fact(
    "not_known_to",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("What family or community do not know"),
    help=N_("To be told on is a danger of its own. Whom somebody loves says nothing about who harmed whom."),
)
class NotKnownTo(Fact):
    """What people around this person do not know and must not learn through this work."""

    what: tuple[NotKnown, ...] = ask(N_("What do they not know?"))
    by_whom: LongText = ask(N_("Who must not learn it?"))


@fact(
    "interpreter_found",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Who interprets"),
    help=N_("Never a family member, and nobody from their circle or community who could carry it on."),
)
class InterpreterFound(Fact):
    """The interpreter of this person; looked at before anything joint (domain.md §4.5, point 9)."""

    who: str = ask(N_("Who is it, and from which service?"))
    no_relation: Answer = ask(N_("Is it nobody of their family?"), default=Answer.UNKNOWN)
    knows_nobody: Answer = ask(
        N_("Is it nobody who knows them, the other person, or people around them?"), default=Answer.UNKNOWN
    )
    prepared: Answer = ask(
        N_("Do they know what is said here stays here, and to interpret every word?"), default=Answer.UNKNOWN
    )

    def complete(self) -> bool:
        """Whether all three were said."""
        return all(each is Answer.YES for each in (self.no_relation, self.knows_nobody, self.prepared))


class SafeguardingStep(Choice):
    """What was decided about telling the local authority."""

    TOLD = "told", N_("The local authority was told")
    KNOWN_THERE = "known_there", N_("They know already, and work with this person")
    NOT_NEEDED = "not_needed", N_("Decided with a safeguarding lead: not needed now")
    UNKNOWN = "unknown", N_("Not decided, or not known")


@fact(
    "safeguarding_decision",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Telling the local authority"),
    help=N_("For every child who is harmed, lives with it or harms, and every adult who needs care."),
)
class SafeguardingDecision(Fact):
    """Whether a child or an adult at risk was reported, with the reasons; telling never waits for this."""

    step: SafeguardingStep = ask(N_("What was decided?"), default=SafeguardingStep.UNKNOWN)
    reasons: LongText = ask(N_("Why?"))
    reference: str = ask(N_("On which day, and the reference they gave"), default="")
    with_whom: str = ask(N_("With whom was it decided?"), default="")

    def contradictions(self) -> tuple[Problem, ...]:
        return tuple(self._what_is_missing())

    def _what_is_missing(self) -> Iterator[Problem]:
        if self.step is SafeguardingStep.NOT_NEEDED and not self.with_whom.strip():
            yield "with_whom", N_("Nobody decides this alone: say with whom.")


class MaracStep(Choice):
    """What was decided about Marac and a specialist for high risk."""

    REFERRED = "referred", N_("Referred to Marac")
    HEARD = "heard", N_("Marac knows this person and was told the news")
    SPECIALIST = "specialist", N_("Not Marac: a specialist for people harmed (IDVA) has it")
    NOT_REFERRED = "not_referred", N_("Not referred, for the reasons below")
    UNKNOWN = "unknown", N_("Not decided, or not known")


@fact(
    "marac_decision",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Marac: decided or not"),
    help=N_("Judgement alone is enough to refer. It may be safer not to tell them that you did."),
)
class MaracDecision(Fact):
    """The decision about a referral, with its reasons (domain.md E9, §3.1)."""

    step: MaracStep = ask(N_("What was decided?"), default=MaracStep.UNKNOWN)
    reasons: LongText = ask(N_("Why?"))
    they_know: Answer = ask(N_("Do they know, and is that safe?"), default=Answer.UNKNOWN)

    def speaks_of_abuse(self) -> bool:
        return self.step in {MaracStep.REFERRED, MaracStep.HEARD}

    def may_speak_of_abuse(self) -> bool:
        return self.step is MaracStep.UNKNOWN or self.speaks_of_abuse()


@fact(
    "shares_looked_at",
    homes={Home.PERSON},
    subject=Subject.WHO,
    title=N_("What was passed on, looked at again"),
    help=N_("After a part in a harm has changed: does each thing that was passed on still stand as it is?"),
)
class SharesLookedAt(Fact):
    """Every share from this room was looked at again after a change of part (design.md §2)."""

    every_one: Answer = ask(N_("Was every one looked at?"), default=Answer.UNKNOWN)
    words: LongText = ask(N_("What was taken back or put right?"), default=LongText(""))
    shares: Mark = ask(N_("The entries of the shares that stand"), default=Mark(""))


@fact(
    "stand_in",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Who stands in"),
    help=N_(
        "Somebody who met a harm like this one from the other side, and has nothing to do with this one."
    ),
)
class StandIn(Fact):
    """The person who stands in; asked before a meeting with somebody else (domain.md §4.2)."""

    who: str = ask(N_("Who is it, and through whom?"))
    of_no_one_here: Answer = ask(
        N_("Do they know nobody of this case, and does nobody of it know them?"), default=Answer.UNKNOWN
    )
    prepared: Answer = ask(N_("Was each prepared apart?"), default=Answer.UNKNOWN)
    knows_it: Answer = ask(
        N_("Does this person know that it is somebody else, who can answer for nobody?"),
        default=Answer.UNKNOWN,
    )

    def complete(self) -> bool:
        """Whether all three were said."""
        return all(each is Answer.YES for each in (self.of_no_one_here, self.prepared, self.knows_it))
