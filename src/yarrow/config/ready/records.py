"""What is recorded, room by room, when everything is in place; what it means is ``gate``'s."""

from datetime import date, timedelta

from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildAssessment, ChildPart, ChildView, ContactChecks
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.freedom import SafeguardingDecision, SafeguardingStep
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    Extent,
    Preparation,
    Programme,
    ProgrammeState,
    Supporter,
    TakingPartSafeguards,
    WhoAgrees,
)
from yarrow.gate.facts.risk import (
    Level,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    RiskAssessed,
    SafetyPlan,
    ScreenResult,
    Specialist,
    SpecialistView,
    View,
    ViewOf,
)
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    FlagBasis,
    SharedAccount,
    VenuePlan,
    WholeView,
)
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import JOINT
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText

YES, NO = Answer.YES, Answer.NO
REVIEW_AFTER = timedelta(days=56)


def reach(day: date, words: str = "Text first, then ring after ten.") -> Reach:
    """A safe way to reach somebody, confirmed that day."""
    return Reach(
        phone="01632 960 001",
        when_safe=LongText(words),
        voicemail=NO,
        who_may_answer=LongText("Nobody else. If somebody does, ask about the library book."),
        name_to_use="The reading group",
        shared_device=NO,
        confirmed_on=day,
        how_confirmed="On the telephone, with the agreed words",
    )


def chooses_freely(day: date) -> tuple[Fact, ...]:
    """Told, asked alone, and a yes to every form and topic."""
    return (
        InformationGiven(
            words=LongText("Went through the leaflet: forms, the seal, stopping."),
            ways=YES,
            looked_after=YES,
            stopping=YES,
            limits=YES,
            own_language=YES,
        ),
        CoercionScreen(alone=YES, result=ScreenResult.CLEAR),
        Consent(
            value=ConsentValue.GIVEN,
            forms=tuple(sorted(JOINT)),
            topics=tuple(Topic),
            review_on=day + REVIEW_AFTER,
        ),
    )


def risk(day: date, level: Level = Level.LOW, why: str = "Apart for a year.") -> RiskAssessed:
    """Where risk stands, in words and by judgement."""
    return RiskAssessed(
        level=level,
        own_view=LongText("Sleeps well again; would ring us and 999 if that changed."),
        reasons=LongText(why),
        review_on=day + REVIEW_AFTER,
    )


def adult(day: date) -> tuple[Fact, ...]:
    """What is recorded for any adult who would take part where abuse is not excluded."""
    return (
        reach(day),
        risk(day),
        *chooses_freely(day),
        OrdersCheck(
            result=OrdersFound.NONE_IN_FORCE,
            checked_on=day,
            where="County court and police",
            review_on=day + REVIEW_AFTER,
        ),
        Preparation(sessions=2, words=LongText("What to ask; what to do if no answer comes.")),
        Supporter(name="A cousin", prepared=YES, risk_checked=YES),
    )


def harmed(day: date) -> tuple[Fact, ...]:
    """The person harmed: also a safety plan."""
    plan = SafetyPlan(words=LongText("Neighbour at number 4 has a key. Bag by the back door."))
    return (*adult(day), plan)


def views_of_specialists() -> dict[str, Fact]:
    """What the specialist sends: into the harmed person's room, and into the team's."""
    return {
        "harmed": SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.THIS_PERSON),
        "team": WholeView(by=Specialist.IDVA, view=View.SUPPORTS),
    }


def caused_harm(day: date) -> tuple[Fact, ...]:
    """The person who harmed: also what they acknowledge, and the work on their behaviour."""
    owns = Acknowledgement(
        extent=Extent.FULL,
        words=LongText("I frightened her, for years. It was not the drink and it was not her."),
        second_worker="Sam Special",
    )
    return (*adult(day), owns, Programme(state=ProgrammeState.ATTENDING))


def child(day: date) -> tuple[Fact, ...]:
    """A child who lived with it and does not take part."""
    return (
        reach(day, "At school, with the class teacher, on Wednesdays."),
        risk(day),
        ChildView(heard=YES, apart=YES, words=LongText("I want them to stop using me to pass things on.")),
        ChildAssessment(
            stands=YES,
            part=ChildPart.AFFECTED,
            reasons=LongText("Is heard, and knows the plan."),
        ),
        SafeguardingDecision(
            step=SafeguardingStep.KNOWN_THERE,
            reasons=LongText("Has a social worker, who was told of the work."),
        ),
        ContactChecks(
            risk_of_each=YES,
            orders_and_court=YES,
            child_heard=YES,
            secrets_kept=YES,
            motive_looked_at=YES,
            free_to_talk=YES,
            specialist_asked=YES,
        ),
        SafetyPlan(words=LongText("Go to Nain's room. Ring 999 and leave the line open.")),
    )


def pupil(day: date) -> tuple[Fact, ...]:
    """A pupil in a school circle: told, willing, with an adult of their own."""
    return (
        *no_abuse(day, Relation.PUPILS),
        reach(day, "Through the head of year."),
        *chooses_freely(day),
        Acknowledgement(extent=Extent.FULL, words=LongText("I hit out. I did not know about his brother.")),
        ChildView(heard=YES, apart=YES),
        TakingPartSafeguards(
            independent_supporter=YES,
            who_agrees=WhoAgrees.GUARDIAN,
            adaptations=LongText("Short turns; a break whenever either puts the stone down."),
        ),
        ChildAssessment(stands=YES, part=ChildPart.TAKES_PART, reasons=LongText("Both want it settled.")),
    )


def no_abuse(day: date, relation: Relation) -> tuple[Fact, ...]:
    """Two workers found no abuse, on how the people know each other."""
    return (
        NoAbuse(
            state=NoAbuseState.SAID,
            basis=NoAbuseBasis.RELATION,
            relation=relation,
            second_worker="Sian Super",
            review_on=day + REVIEW_AFTER,
        ),
    )


def team(day: date) -> tuple[Fact, ...]:
    """What only the team can see whole, in an abuse case."""
    return (
        AbuseFlag(value=YES, basis=FlagBasis.SAID),
        SharedAccount(value=YES),
        EveryoneReassessed(everyone=YES, review_on=day + REVIEW_AFTER),
        VenuePlan(
            place=LongText("The small hall at the library, side entrance"),
            home_of_participant=NO,
            staggered=YES,
            harmed_leaves_first=YES,
            hold_minutes=20,
            separate_waiting=YES,
            exit_plan=YES,
            breaks=YES,
            signals=YES,
            watcher="Sam Special",
            police_plan=YES,
        ),
    )


def team_without_abuse(day: date) -> tuple[Fact, ...]:
    """What the team records where two workers found no abuse."""
    return (
        AbuseFlag(
            value=NO, basis=FlagBasis.RELATION, second_worker="Sian Super", review_on=day + REVIEW_AFTER
        ),
    )
