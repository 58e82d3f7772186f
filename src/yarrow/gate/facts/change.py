"""Changes after which risk is looked at again (domain.md E8, E32)."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


@fact(
    "escalation", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("It is getting worse"), trigger=True
)
class Escalation(Fact):
    """More often, or more serious."""

    words: LongText = ask(N_("What is getting worse?"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return True


class SeparationState(Choice):
    """Even the thought of parting is a time of danger."""

    PLANNED = "planned", N_("Being planned")
    RAISED = "raised", N_("Spoken of")
    HAPPENED = "happened", N_("They have parted")
    REUNITED = "reunited", N_("They are together again")
    UNKNOWN = "unknown", N_("Not known")


@fact("separation", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("Parting"), trigger=True)
class Separation(Fact):
    """Parting, planned, spoken of, done or undone."""

    state: SeparationState = ask(N_("How far is it?"), default=SeparationState.UNKNOWN)
    since: date | None = ask(N_("Since which day, if known"), default=None)
    words: LongText = ask(N_("What is known, and who knows it?"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return True


@fact("pregnancy", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("Pregnancy"), trigger=True)
class Pregnancy(Fact):
    """News to be guarded."""

    known_to_other: Answer = ask(N_("Does the other person know?"), default=Answer.UNKNOWN)


_KNOWN_TO_ALL = N_("Is it public, and have the others heard of it from the court, the prison or probation?")
_WHAT_A_YES_DOES = N_(
    "Yes asks every other room of this case to look at risk again, where it is a hearing, a plea, a trial,"
    " the family court, a release or the end of a licence. What it is, and who said so, is not passed on."
    " If you are not sure, or only this person knows, choose “Not known”. If a note in this room told you of"
    " it, choose “No”."
)


class CourtEventKind(Choice):
    """What happened at police or court."""

    POLICE_REPORT = "police_report", N_("Report to the police")
    CHARGED = "charged", N_("Charged")
    GUILTY_PLEA = "guilty_plea", N_("Pleaded guilty")
    CONVICTION = "conviction", N_("Convicted")
    HEARING = "hearing", N_("Hearing")
    TRIAL_PENDING = "trial_pending", N_("Trial to come")
    DIVORCE_FILED = "divorce_filed", N_("Divorce asked for")
    FAMILY_PROCEEDINGS = "family_proceedings", N_("Family court about children")
    OTHER = "other", N_("Something else")


@fact("court_event", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("Police or court"), trigger=True)
class CourtEvent(Fact):
    """An event at police or court; the day itself is a time of danger."""

    event: CourtEventKind = ask(N_("What is it?"))
    on: date | None = ask(N_("Day, if known"), default=None)
    words: LongText = ask(N_("What is known"), default=LongText(""))
    known_to_all: Answer = ask(_KNOWN_TO_ALL, hint=_WHAT_A_YES_DOES, default=Answer.UNKNOWN)

    def speaks_of_a_shared_life(self) -> bool:
        """People who divorce, or are before a family court, are a couple or a family."""
        return self.event in {CourtEventKind.DIVORCE_FILED, CourtEventKind.FAMILY_PROCEEDINGS}


class ReleaseKind(Choice):
    """How somebody comes out."""

    PAROLE = "parole", N_("Parole")
    LICENCE = "licence", N_("Release on licence")
    LICENCE_END = "licence_end", N_("End of a licence")
    OTHER = "other", N_("Another release, or not known")


class ReleaseState(Choice):
    """Whether it is to come."""

    DUE = "due", N_("To come")
    HAPPENED = "happened", N_("Happened")
    UNKNOWN = "unknown", N_("Not known")


@fact("release", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("Release"), trigger=True)
class Release(Fact):
    """Release from custody, or the end of a licence."""

    release: ReleaseKind = ask(N_("What release?"), default=ReleaseKind.OTHER)
    state: ReleaseState = ask(N_("Has it happened?"), default=ReleaseState.UNKNOWN)
    on: date | None = ask(N_("Day, if known"), default=None)
    known_to_all: Answer = ask(_KNOWN_TO_ALL, hint=_WHAT_A_YES_DOES, default=Answer.UNKNOWN)


@fact(
    "look_again",
    homes={Home.PERSON},
    subject=Subject.CHANGE,
    title=N_("Something public has happened"),
    help=N_("A court, a prison or probation has made something known. What it is, you ask there."),
    trigger=True,
)
class LookAgain(Fact):
    """Left here when another room recorded a public event that all know of (design.md §4, "Triggers").

    It has no fields on purpose: neither what happened, nor in whose room, nor a word crosses.
    """


@fact("new_partner", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("A new partner"), trigger=True)
class NewPartner(Fact):
    """A new partner of this person."""

    words: LongText = ask(N_("What is known, and who knows it?"), default=LongText(""))


@fact("marac", homes={Home.PERSON}, subject=Subject.RISK, title=N_("Marac"), trigger=True)
class Marac(Fact):
    """Referred to or heard at Marac."""

    on: date | None = ask(N_("Day, if known"), default=None)
    words: LongText = ask(N_("What was decided"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return True


class WarningState(Choice):
    """What became of a warning."""

    GIVEN = "given", N_("Given")
    IGNORED = "ignored", N_("Ignored")
    UNKNOWN = "unknown", N_("Not known")


@fact("warning", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("A warning that is not an order"))
class Warned(Fact):
    """A warning by police or an employer. It makes nobody safe.

    Ignored, it is a change in risk; so it is while nobody knows what became of it.
    """

    by: str = ask(N_("Who gave it?"), default="")
    terms: LongText = ask(N_("What does it say?"), default=LongText(""))
    state: WarningState = ask(N_("What became of it?"), default=WarningState.UNKNOWN)

    def is_trigger(self) -> bool:
        return self.state is not WarningState.GIVEN


@fact("gone_quiet", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("Gone quiet"), trigger=True)
class GoneQuiet(Fact):
    """Someone who used to answer does not."""

    words: LongText = ask(N_("Since when, and what was tried?"), default=LongText(""))


@fact("suicide_risk", homes={Home.PERSON}, subject=Subject.RISK, title=N_("Risk of suicide"), trigger=True)
class SuicideRisk(Fact):
    """Thoughts or threats of suicide; both a need and a danger."""

    words: LongText = ask(N_("What was said or seen?"), default=LongText(""))


@fact(
    "mental_health_crisis",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Mental health crisis"),
    trigger=True,
)
class MentalHealthCrisis(Fact):
    """A crisis that makes a free choice or a safe meeting doubtful."""

    words: LongText = ask(N_("What was said or seen?"), default=LongText(""))
