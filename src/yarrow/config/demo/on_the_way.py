"""Families on the way to a meeting, or held up on it. Each is told through the real actions."""

from datetime import datetime, timedelta

from yarrow.cases.actions import raise_care_card
from yarrow.cases.terms import CareCode, ReferralSource, Stage
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import Family, Person, open_family
from yarrow.gate.facts.change import Marac, Separation, SeparationState
from yarrow.gate.facts.choice import Hope, Statement, Strength, WhatWorks, WhoHelps, Wish, WishAbout
from yarrow.gate.facts.harm import Fear, Harm, Incident, OngoingAbuse, Part
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import Level
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock

from .bookings import who_comes
from .door import at_the_door
from .files import a_drawing
from .handed import a_sheet_and_a_run
from .telling import afternoon, asked_apart, goes_on_to, named, recent
from .told import reported_and_followed


def arranged_circle(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Anwen and Bryn: apart, prepared, signed; a circle is arranged."""
    family = open_family(cast=cast, clock=clock)
    _own_words(family)
    asked_apart(family, "harmed", "other")
    recent(clock, now)
    ready.record_everything(family)
    a_drawing(family)
    joint_on = (now + timedelta(days=9)).date()
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM, Topic.PARTING], joint_on=joint_on)
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    ready.arrange(family, plan, planned_for=afternoon(now, days=9))
    a_sheet_and_a_run(family, plan)
    goes_on_to(family, Stage.PREPARING)


def stopped_yesterday(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Eleri and Gethin: a meeting was arranged; yesterday something happened."""
    family = open_family(cast=cast, clock=clock, people=named("Eleri", "Gethin", "Ifan"))
    recent(clock, now)
    ready.record_everything(family)
    joint_on = (now + timedelta(days=4)).date()
    plan = ready.propose(family, Form.FAMILY_MEETING, [Topic.LIVING_TOGETHER], joint_on=joint_on)
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    ready.arrange(family, plan, planned_for=afternoon(now, days=4))
    clock.move_to(now - timedelta(hours=20))
    threat = LongText("He waited outside the gym and said she would see what a meeting is.")
    family.record("harmed", Incident(part=Part.WAS_HARMED, form=Harm.THREAT, words=threat))
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=cast.worker("harmed_worker"), clock=clock)


def high_risk(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Non and Deiniol: heard at Marac; nothing joint, and work with each alone."""
    family = open_family(
        cast=cast, clock=clock, people=named("Non", "Deiniol", None), source=ReferralSource.AGENCY
    )
    recent(clock, now)
    day = clock.today()
    family.record(
        "harmed",
        ready.reach(day),
        OngoingAbuse(part=Part.WAS_HARMED, words=LongText("Forty messages since Sunday.")),
        Fear(words=LongText("That he knows which bus I take.")),
        Marac(on=day),
        ready.risk(day, Level.HIGH, "Stalking after parting; he has found her before."),
        Hope(words=LongText("To write it all down once, for nobody but me.")),
    )
    family.record("other", ready.reach(day), Strength(words=LongText("Came back after the first talk.")))
    ready.read_waiting_notes(family)
    family.record("team", AbuseFlag(value=Answer.YES, basis=FlagBasis.SAID))
    reported_and_followed(family, clock, now)
    at_the_door(family, clock, now)


def order_in_force(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Ffion and Gwyn: she asks for a meeting, an order stands."""
    family = open_family(cast=cast, clock=clock, people=named("Ffion", "Gwyn", None))
    recent(clock, now)
    day = clock.today()
    order = Order(
        reference="County court, this year, number 7",
        kind_of_order=OrderKind.NON_MOLESTATION,
        state=OrderState.MADE,
        bars=(Bar.DIRECT, Bar.INDIRECT, Bar.THIRD_PARTY),
    )
    family.record(
        "harmed",
        ready.reach(day),
        ready.risk(day),
        Wish(
            about=WishAbout.CONTACT,
            for_joint_work=Answer.YES,
            words=LongText("To tell him, once, with somebody beside me."),
        ),
        order,
    )
    family.record("other", ready.reach(day), order)
    who_comes(family, clock, now)


def thinking_of_leaving(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Mared and Rhodri live together; a parting was confided, and nobody else can see it."""
    family = open_family(cast=cast, clock=clock, people=named("Mared", "Rhodri", "Osian"))
    recent(clock, now)
    day = clock.today()
    family.record(
        "harmed",
        ready.reach(day, "At the surgery, Tuesdays; never at home."),
        WhoHelps(name="Her sister", words=LongText("Has room, and a car."), knows=Answer.YES),
        Separation(state=SeparationState.PLANNED, words=LongText("After half term. Only her sister knows.")),
    )
    family.record("other", ready.reach(day), Hope(words=LongText("To be somebody the boy is not afraid of.")))


def just_referred(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Nobody yet knows who harms whom."""
    people = {
        "harmed": Person("Lowri", Role.NOT_YET_KNOWN, "harmed_worker"),
        "other": Person("Tomos", Role.NOT_YET_KNOWN, "other_worker"),
    }
    clock.move_to(now - timedelta(days=1))
    family = open_family(cast=cast, clock=clock, people=people, source=ReferralSource.AGENCY)
    words = LongText("The neighbours ring us most weekends. Both say it is nothing.")
    family.record("harmed", Statement(source="Housing officer", words=words))


def _own_words(family: Family) -> None:
    family.record(
        "harmed",
        Strength(words=LongText("Runs the breakfast club; knows every child by name.")),
        WhatWorks(words=LongText("When her mother is in the house the evenings are quiet.")),
        Hope(words=LongText("To say what it was like, and then to be done with it.")),
        WhoHelps(name="Mam", words=LongText("Sits with her. Asks nothing.")),
    )
    family.record(
        "other",
        Strength(words=LongText("Has not missed a session since March.")),
        Hope(words=LongText("Not to be let off. To be asked properly, and to answer.")),
    )
    family.record("child", Hope(words=LongText("To have my birthday in one place.")))
