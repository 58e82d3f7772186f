"""Invented families at different points of the way. Each is told through the real actions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from yarrow.cases.actions import move_to_stage, raise_care_card
from yarrow.cases.terms import CareCode, Pathway, ReferralSource, Setting, Stage
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import COUPLE, Family, Person, open_family
from yarrow.gate.facts.change import Marac, Separation, SeparationState
from yarrow.gate.facts.choice import Hope, Statement, Strength, WhatWorks, WhoHelps, Wish, WishAbout
from yarrow.gate.facts.harm import Fear, Harm, Incident, OngoingAbuse, Part
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import Level, Relation
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock

TOLD_FROM = timedelta(days=40)
"""How long ago the stories begin; short enough that nothing has lapsed by the day they are read."""


def tell_all(*, cast: Cast, now: datetime) -> None:
    """Open every family, each from its own beginning up to now."""
    for story in STORIES:
        clock = FixedClock(now - TOLD_FROM)
        story(cast, clock, now)


def arranged_circle(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Anwen and Bryn: apart, prepared, signed; a circle is arranged."""
    family = open_family(cast=cast, clock=clock)
    _own_words(family)
    _recent(clock, now)
    ready.record_everything(family)
    joint_on = (now + timedelta(days=9)).date()
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM, Topic.PARTING], joint_on=joint_on)
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    ready.arrange(family, plan, planned_for=_afternoon(now, days=9))
    _stage(family, Stage.PREPARING)


def stopped_yesterday(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Eleri and Gethin: a meeting was arranged; yesterday something happened."""
    family = open_family(cast=cast, clock=clock, people=_named("Eleri", "Gethin", "Ifan"))
    _recent(clock, now)
    ready.record_everything(family)
    joint_on = (now + timedelta(days=4)).date()
    plan = ready.propose(family, Form.FAMILY_MEETING, [Topic.LIVING_TOGETHER], joint_on=joint_on)
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    ready.arrange(family, plan, planned_for=_afternoon(now, days=4))
    clock.move_to(now - timedelta(hours=20))
    threat = LongText("He waited outside the gym and said she would see what a meeting is.")
    family.record("harmed", Incident(part=Part.WAS_HARMED, form=Harm.THREAT, words=threat))
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=cast.worker("harmed_worker"), clock=clock)


def high_risk(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Non and Deiniol: heard at Marac; nothing joint, and work with each alone."""
    family = open_family(
        cast=cast, clock=clock, people=_named("Non", "Deiniol", None), source=ReferralSource.AGENCY
    )
    _recent(clock, now)
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


def order_in_force(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Ffion and Gwyn: she asks for a meeting, an order stands."""
    family = open_family(cast=cast, clock=clock, people=_named("Ffion", "Gwyn", None))
    _recent(clock, now)
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
        Wish(about=WishAbout.CONTACT, words=LongText("To tell him, once, with somebody beside me.")),
        order,
    )
    family.record("other", ready.reach(day), order)


def thinking_of_leaving(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Mared and Rhodri live together; a parting was confided, and nobody else can see it."""
    family = open_family(cast=cast, clock=clock, people=_named("Mared", "Rhodri", "Osian"))
    _recent(clock, now)
    day = clock.today()
    family.record(
        "harmed",
        ready.reach(day, "At the surgery, Tuesdays; never at home."),
        WhoHelps(name="Her sister", words=LongText("Has room, and a car."), knows=Answer.YES),
        Separation(state=SeparationState.PLANNED, words=LongText("After half term. Only her sister knows.")),
    )
    family.record("other", ready.reach(day), Hope(words=LongText("To be somebody the boy is not afraid of.")))


def school_circle(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Two pupils after a fight: told, willing, ready to meet."""
    people = {
        "harmed": Person("Iestyn", Role.HARMED, "harmed_worker", AgeBand.CHILD),
        "other": Person("Macsen", Role.CAUSED_HARM, "other_worker", AgeBand.CHILD),
    }
    family = open_family(
        cast=cast, clock=clock, people=people, setting=Setting.SCHOOL, source=ReferralSource.AGENCY
    )
    _recent(clock, now)
    day = clock.today()
    for part in people:
        family.record(part, *ready.pupil(day))
    ready.read_waiting_notes(family)
    family.record("team", *ready.team_without_abuse(day))
    joint_on = (now + timedelta(days=2)).date()
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)
    ready.arrange(family, plan, planned_for=_afternoon(now, days=2))


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
    _recent(clock, now)
    day = clock.today()
    for part in people:
        family.record(part, ready.reach(day), *ready.no_abuse(day, Relation.COLLEAGUES))
    family.record(
        "harmed", Wish(about=WishAbout.CONTACT, words=LongText("A letter. I do not want to see him."))
    )


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


def _named(harmed: str, other: str, child: str | None) -> dict[str, Person]:
    names = {"harmed": harmed, "other": other, "child": child}
    return {
        part: Person(name, COUPLE[part].role, COUPLE[part].worker, COUPLE[part].age)
        for part, name in names.items()
        if name is not None
    }


def _afternoon(now: datetime, *, days: int) -> datetime:
    """Two in the afternoon, some days from now; nobody meets at midnight."""
    return (now + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)


def _recent(clock: FixedClock, now: datetime) -> None:
    clock.move_to(now - timedelta(days=3))


def _stage(family: Family, stage: Stage) -> None:
    move_to_stage(case=family.case, stage=stage, by=family.cast.worker("supervisor"), clock=family.clock)


STORIES: tuple[Callable[[Cast, FixedClock, datetime], None], ...] = (
    arranged_circle,
    stopped_yesterday,
    high_risk,
    order_in_force,
    thinking_of_leaving,
    school_circle,
    shop_letter,
    just_referred,
)
