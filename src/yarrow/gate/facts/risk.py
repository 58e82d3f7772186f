"""Screens, risk, specialists and safety."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class ScreenResult(Choice):
    """What came of asking alone."""

    CLEAR = "clear", N_("Nothing that worries us")
    CONCERN = "concern", N_("Something worries us")
    UNKNOWN = "unknown", N_("Not known")


ABUSE_SCREEN_HOLDS_FOR = timedelta(days=90)
"""For how long a "no abuse" may rest on having asked (domain.md E4, "and repeated"); the days are ours."""


@fact("abuse_screen", homes={Home.PERSON}, subject=Subject.RISK, title=N_("Asked about abuse"))
class AbuseScreen(Fact):
    """Whether there is abuse, asked of this person alone, and asked again (domain.md E4)."""

    holds_for = ABUSE_SCREEN_HOLDS_FOR
    aged_by = "abuse_screen_days"

    alone: Answer = ask(N_("Were they asked alone?"), default=Answer.UNKNOWN)
    result: ScreenResult = ask(N_("What came of it?"), default=ScreenResult.UNKNOWN)
    words: LongText = ask(N_("What was said"), default=LongText(""))

    def speaks_of_abuse(self) -> bool:
        return self.result is ScreenResult.CONCERN

    def may_speak_of_abuse(self) -> bool:
        return self.result is not ScreenResult.CLEAR


class NoAbuseState(Choice):
    """Whether "no abuse" is said or taken back."""

    SAID = "said", N_("Two workers found no abuse")
    TAKEN_BACK = "taken_back", N_("This is taken back")


class NoAbuseBasis(Choice):
    """What "no abuse" rests on."""

    SCREENS = "screens", N_("Each person was asked alone")
    RELATION = "relation", N_("How they know each other, and nothing else was said")


class Relation(Choice):
    """Relations on which "no abuse" may rest; a household, a family or a couple is never one."""

    STRANGERS = "strangers", N_("Strangers")
    PUPILS = "pupils", N_("Pupils of a school")
    COLLEAGUES = "colleagues", N_("Colleagues, or staff and customers")
    NEIGHBOURS = "neighbours", N_("Neighbours")
    OTHER = "other", N_("Other; never a household, a family or a couple")
    UNKNOWN = "unknown", N_("Not known")


@fact("no_abuse", homes={Home.PERSON}, subject=Subject.RISK, title=N_("No abuse found"))
class NoAbuse(Fact):
    """Two workers found no abuse; it lapses, and ends when anything else is said."""

    state: NoAbuseState = ask(N_("What is recorded?"))
    basis: NoAbuseBasis = ask(N_("What does it rest on?"))
    relation: Relation = ask(N_("How do they know each other?"), default=Relation.UNKNOWN)
    second_worker: str = ask(N_("Second worker who confirms it"))
    review_on: date = ask(N_("Look again on"))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.basis is NoAbuseBasis.RELATION and self.relation is Relation.UNKNOWN:
            return (("relation", N_("It rests on how they know each other: say how.")),)
        return ()


class Level(Choice):
    """A level of risk. No arithmetic is ever done with it, except that judgement may only raise it."""

    LOW = "low", N_("Lower")
    MEDIUM = "medium", N_("Medium")
    HIGH = "high", N_("High")
    UNKNOWN = "unknown", N_("Not known")


RISK_FRESH_FOR = timedelta(days=14)
"""Ours, as for a sign-off: how fresh risk must be before parting or living together is spoken of."""

RANK = {Level.UNKNOWN: 0, Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}


@fact("risk_assessed", homes={Home.PERSON}, subject=Subject.RISK, title=N_("Risk"))
class RiskAssessed(Fact):
    """Where risk stands for this person (domain.md E7); an instrument's own items are never stored."""

    fresh_for = RISK_FRESH_FOR
    aged_by = "course_risk_days"

    level: Level = ask(N_("Level, as you judge it"), default=Level.UNKNOWN)
    own_view: LongText = ask(N_("How much danger do they see themselves in?"))
    reasons: LongText = ask(N_("Why this level?"))
    instrument: str = ask(N_("Instrument used, and its version"), default="")
    score: str = ask(N_("Its score"), default="")
    instrument_level: Level = ask(
        N_("Level by the instrument"),
        hint=N_("Judgement may raise it, never lower it."),
        default=Level.UNKNOWN,
    )
    review_on: date = ask(N_("Look again on"))

    def contradictions(self) -> tuple[Problem, ...]:
        if RANK[self.level] < RANK[self.instrument_level]:
            return (("level", N_("Judgement may raise the level of an instrument, never lower it.")),)
        return ()

    def speaks_of_abuse(self) -> bool:
        """High risk and "no abuse" cannot both stand."""
        return Level.HIGH in {self.level, self.instrument_level}

    def may_speak_of_abuse(self) -> bool:
        return self.level is Level.UNKNOWN or self.speaks_of_abuse()


@fact(
    "medium_risk_agreement",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Agreement to go on at medium risk"),
)
class MediumRiskAgreement(Fact):
    """The supervisor's part of going on at medium risk (design.md §5, decision 3).

    It counts only when a supervisor has agreed with it by an act of their own. The specialist's part
    is their own view of this person, sent by them.
    """

    reasons: LongText = ask(N_("Why, and with what conditions?"))
    second_worker: str = ask(N_("Supervisor who agrees"))


class Specialist(Choice):
    """Whose view it is."""

    IDVA = "idva", N_("Specialist for people harmed (IDVA or equal)")
    HBS = "hbs", N_("Specialist in honour-based abuse")
    CHILDRENS = "childrens", N_("Children's specialist")
    OTHER = "other", N_("Another specialist")


class View(Choice):
    """What the specialist thinks."""

    SUPPORTS = "supports", N_("Supports it")
    CONCERNS = "concerns", N_("Has concerns")
    OPPOSES = "opposes", N_("Is against it")
    UNKNOWN = "unknown", N_("Not known")


class ViewOf(Choice):
    """What the view is about."""

    THIS_PERSON = "this_person", N_("This person taking part")
    WHOLE_MEETING = "whole_meeting", N_("The meeting as a whole")
    SOMETHING_ELSE = "something_else", N_("Something else")


@fact("specialist_view", homes={Home.PERSON}, subject=Subject.RISK, title=N_("A specialist's view"))
class SpecialistView(Fact):
    """A specialist's own view, sent by them into this room."""

    by: Specialist = ask(N_("Which specialist?"))
    view: View = ask(N_("Their view"), default=View.UNKNOWN)
    about: ViewOf = ask(N_("About what?"))
    words: LongText = ask(N_("In their words"), default=LongText(""))


@fact(
    "safety_contact",
    homes={Home.PERSON},
    subject=Subject.RESPONSIBILITY,
    title=N_("Safety of those this person may harm"),
    help=N_(
        "Asked for whenever somebody who harmed is worked with alone. It says nothing about anybody else."
    ),
)
class SafetyContact(Fact):
    """Whether a specialist for people harmed was asked to see to it (design.md §5, decision 1).

    It says what the service did. Whether anybody was reached, or answered, is written nowhere in this room.
    """

    arranged: Answer = ask(
        N_("Was a specialist for people harmed asked to see to the safety of a partner or former partner?"),
        default=Answer.UNKNOWN,
    )
    by: str = ask(N_("Who arranged it?"), default="")


@fact("safety_plan", homes={Home.PERSON}, subject=Subject.RISK, title=N_("Safety plan"))
class SafetyPlan(Fact):
    """What this person does to be safe; never shown outside this room."""

    words: LongText = ask(N_("The plan"))
    review_on: date | None = ask(N_("Look again on"), default=None)
