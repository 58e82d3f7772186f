"""Taking responsibility, getting ready, and what makes taking part fair."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Extent(Choice):
    """How far someone acknowledges what happened and the harm it did."""

    FULL = "full", N_("Fully")
    PARTIAL = "partial", N_("In part")
    NONE = "none", N_("Not at all")


@fact(
    "acknowledgement",
    homes={Home.PERSON},
    subject=Subject.RESPONSIBILITY,
    title=N_("Acknowledging what happened"),
)
class Acknowledgement(Fact):
    """What this person says of their own part, in their own words (domain.md E19)."""

    extent: Extent = ask(N_("How far do they acknowledge it?"))
    words: LongText = ask(N_("In their words"), default=LongText(""))
    second_worker: str = ask(
        N_("Second worker who went through it"),
        hint=N_("Needed where abuse is not excluded."),
        default="",
    )


class ProgrammeState(Choice):
    """Where work on the behaviour stands."""

    NOT_NEEDED = "not_needed", N_("Assessed: none needed")
    REFERRED = "referred", N_("Referred or waiting")
    ATTENDING = "attending", N_("Attending")
    COMPLETED = "completed", N_("Completed")
    LEFT = "left", N_("Left early")
    REFUSED = "refused", N_("Refused")
    NOT_AVAILABLE = "not_available", N_("Assessed: none available")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "programme",
    homes={Home.PERSON},
    subject=Subject.RESPONSIBILITY,
    title=N_("Programme or treatment"),
)
class Programme(Fact):
    """Whether work on the behaviour was assessed, and where it stands (domain.md E21)."""

    state: ProgrammeState = ask(N_("Where does it stand?"), default=ProgrammeState.UNKNOWN)
    words: LongText = ask(N_("What is known"), default=LongText(""))


@fact("preparation", homes={Home.PERSON}, subject=Subject.READINESS, title=N_("Preparation together"))
class Preparation(Fact):
    """Separate sessions to get ready; records add up, and an unknown number counts as one."""

    sessions: int = ask(N_("How many sessions?"), hint=N_("If not known, write 1."))
    words: LongText = ask(N_("What was worked on"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        return (("sessions", N_("At least one.")),) if self.sessions < 1 else ()


@fact("supporter", homes={Home.PERSON}, subject=Subject.READINESS, title=N_("Someone beside them"))
class Supporter(Fact):
    """The person chosen to be beside them; an advocate where isolation is the abuse."""

    name: str = ask(N_("Who is it?"))
    prepared: Answer = ask(N_("Have they been prepared, apart from the others?"), default=Answer.UNKNOWN)
    risk_checked: Answer = ask(N_("Was it checked that they bring no danger?"), default=Answer.UNKNOWN)


@fact("vulnerability", homes={Home.PERSON}, subject=Subject.READINESS, title=N_("A need for adaptation"))
class Vulnerability(Fact):
    """A need that calls for adaptation."""

    words: LongText = ask(N_("What is the need, and what helps?"))


@fact(
    "capacity",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Able to decide this?"),
    help=N_("Age, a diagnosis, or a choice that others find unwise is no doubt by itself."),
)
class Capacity(Fact):
    """Whether this person can make this decision; that is not the same as being free to."""

    value: Answer = ask(N_("Can they make this decision?"), default=Answer.UNKNOWN)
    decision: str = ask(
        N_("Which decision?"), hint=N_("Each decision is its own, on its own day."), default=""
    )
    words: LongText = ask(N_("How is that known?"), default=LongText(""))


class WhoAgrees(Choice):
    """Whose decision taking part is."""

    THEMSELVES = "themselves", N_("They decide themselves, and are able to")
    GUARDIAN = "guardian", N_("Under 18: they want to, and a parent or guardian who did no harm agrees")
    ADVOCATE = "advocate", N_("They want to, and an independent advocate and the worker judge it best")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "taking_part_safeguards",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("What makes taking part fair for them"),
)
class TakingPartSafeguards(Fact):
    """For everyone under 18, and adults with a need or a doubt about capacity (domain.md E18)."""

    independent_supporter: Answer = ask(
        N_("Is there a supporter who depends on nobody else here?"),
        default=Answer.UNKNOWN,
    )
    who_agrees: WhoAgrees = ask(N_("Whose decision is it?"), default=WhoAgrees.UNKNOWN)
    adaptations: LongText = ask(
        N_("What is adapted?"), hint=N_("Place, pace, language, breaks; or none needed.")
    )


@fact(
    "not_concerned",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("Neither takes part nor is affected"),
)
class NotConcerned(Fact):
    """Joint work of others leaves this person aside; never said of somebody who harmed."""

    reasons: LongText = ask(N_("Why does it not touch them?"))
    second_worker: str = ask(N_("Second worker who agrees"))
    review_on: date = ask(N_("Look again on"))


@fact("break_taken", homes={Home.PERSON}, subject=Subject.AFTER, title=N_("A break was taken"))
class BreakTaken(Fact):
    """Someone paused and came back; pausing is a right, not a failure."""

    words: LongText = ask(N_("What was it like?"), default=LongText(""))
