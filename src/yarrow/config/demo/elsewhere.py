"""Restorative work in a school, at work, in prison, in a community: other settings, the same care."""

from datetime import datetime, timedelta

from yarrow.cases.terms import Pathway, ReferralSource, Setting, Stage
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import Person, open_family
from yarrow.gate.facts.choice import Hope, Strength, WhoHelps, Wish, WishAbout
from yarrow.gate.facts.readiness import Acknowledgement, Extent, Programme, ProgrammeState
from yarrow.gate.facts.risk import Relation
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock

from .official import sentenced
from .telling import afternoon, asked_apart, goes_on_to, recent


def school_circle(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Two pupils after a fight: told, willing, ready to meet."""
    people = {
        "harmed": Person("Iestyn", Role.HARMED, "harmed_worker", AgeBand.CHILD),
        "other": Person("Macsen", Role.CAUSED_HARM, "other_worker", AgeBand.CHILD),
    }
    family = open_family(
        cast=cast, clock=clock, people=people, setting=Setting.SCHOOL, source=ReferralSource.AGENCY
    )
    recent(clock, now)
    day = clock.today()
    for part in people:
        family.record(part, *ready.pupil(day))
    ready.read_waiting_notes(family)
    family.record("team", *ready.team_without_abuse(day))
    joint_on = (now + timedelta(days=2)).date()
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)
    ready.arrange(family, plan, planned_for=afternoon(now, days=2))


def shop_letter(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """A shop worker who would rather write than meet."""
    people = {
        "harmed": Person("Dafydd", Role.HARMED, "harmed_worker"),
        "other": Person("Kit", Role.CAUSED_HARM, "other_worker"),
    }
    family = open_family(
        cast=cast,
        clock=clock,
        people=people,
        pathway=Pathway.RESTORATIVE_JUSTICE,
        setting=Setting.WORKPLACE,
        source=ReferralSource.AGENCY,
    )
    recent(clock, now)
    day = clock.today()
    for part in people:
        family.record(part, ready.reach(day), *ready.no_abuse(day, Relation.COLLEAGUES))
    family.record(
        "harmed",
        Wish(
            about=WishAbout.CONTACT,
            for_joint_work=Answer.YES,
            words=LongText("A letter. I do not want to see him."),
        ),
    )


def prison_letter(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Huw was robbed; from prison comes the wish to answer for it. Huw has not been asked yet."""
    people = {
        "harmed": Person("Huw", Role.HARMED, "harmed_worker"),
        "other": Person("Callum", Role.CAUSED_HARM, "other_worker"),
    }
    family = open_family(
        cast=cast,
        clock=clock,
        people=people,
        pathway=Pathway.RESTORATIVE_JUSTICE,
        setting=Setting.PRISON,
        source=ReferralSource.AGENCY,
    )
    recent(clock, now)
    day = clock.today()
    for part in people:
        family.record(part, *ready.no_abuse(day, Relation.STRANGERS))
    owns = LongText("I held the door shut. He was sixty. I think about his hands.")
    family.record(
        "other",
        ready.reach(day, "Through the wing officer, weekday mornings."),
        Strength(words=LongText("Teaches two others on the wing to read.")),
        Acknowledgement(extent=Extent.FULL, words=owns, second_worker="Sian Super"),
        Programme(state=ProgrammeState.ATTENDING, words=LongText("Since May, every week.")),
    )
    family.record("harmed", ready.reach(day, "Mornings, on the house telephone."))
    sentenced(family)


def own_people(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Rhian, in a circle of her own safe people; he is not asked and not told."""
    people = {"harmed": Person("Rhian", Role.HARMED, "harmed_worker")}
    family = open_family(cast=cast, clock=clock, people=people, setting=Setting.COMMUNITY)
    recent(clock, now)
    day = clock.today()
    asked_apart(family, "harmed")
    family.record(
        "harmed",
        *ready.harmed(day),
        WhoHelps(
            name="The choir", words=LongText("Four of them know. They walk her to the car."), knows=Answer.YES
        ),
        Hope(words=LongText("To be asked how I am by people who stay for the answer.")),
    )
    ready.read_waiting_notes(family)
    family.record("team", *ready.team(day))
    plan = ready.propose(
        family, Form.CIRCLE_OF_OWN_PEOPLE, [Topic.HARM], joint_on=(now + timedelta(days=5)).date()
    )
    ready.arrange(family, plan, planned_for=afternoon(now, days=5))
    goes_on_to(family, Stage.PREPARING)
