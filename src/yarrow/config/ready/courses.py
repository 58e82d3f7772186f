"""A person's own course to its end, in an invented family: either way, without any meeting."""

from collections.abc import Iterable
from datetime import date, timedelta

from yarrow.agreements.actions.courses import finish_step, plan_follow_up
from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Strength, WhatWorks, WhoHelps
from yarrow.gate.facts.course import (
    Course,
    CourseReview,
    DoDifferently,
    ExitPlan,
    Going,
    MayBeAgreed,
    NextStep,
    Openness,
    OwnSafetyPlan,
    SlippingSign,
    Which,
    WhoseWish,
)
from yarrow.gate.facts.risk import SafetyPlan
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Refused
from yarrow.rooms.queries import recorded_in

from .records import risk

CLOSED, WILLING = Openness.CLOSED, Openness.WILLING


def living_together(family: Family, part: str) -> None:
    """Record a whole course of living together more safely in this person's room."""
    wish = LongText("To stay, and that nobody in this house is afraid of a key in the door.")
    begin_course(family, part, Course(which=Which.LIVING_TOGETHER, whose=WhoseWish.OWN, words=wish))
    family.record(
        part,
        DoDifferently(
            words=LongText("I say it the same day, at the table, and not a week later through a door."),
            starts=family.clock.today(),
            who_notices="My sister, on Sundays",
        ),
        SlippingSign(
            sign=LongText("The phones go face down on the table."),
            then=LongText("Take the dog out, ring my sister from the bridge, and tell you on Tuesday."),
            who_notices="My sister",
            who_is_told="My worker; nobody else",
        ),
    )
    go_on(family, part, "Go to the open evening of the choir.")


def parting(family: Family, part: str) -> None:
    """Record a whole course of parting safely in this person's room; risk is looked at after the wish."""
    wish = LongText("To live apart by the summer, and to be able to nod to each other in town.")
    begin_course(family, part, Course(which=Which.PARTING, whose=WhoseWish.OWN, words=wish))
    family.record(
        part,
        ExitPlan(
            how=LongText("On a Thursday, while the house is empty. The bus at ten past nine."),
            code_word="Have you seen my green scarf?",
            documents=LongText("Passports and the tenancy are at work, in the second drawer."),
            money=LongText("A card of my own since May."),
            childrens_things=LongText("The blanket, the reading book, one set of school clothes."),
            medication=LongText("The inhaler, and the repeat slip."),
            children_know_999=Answer.YES,
            who_knows="A colleague",
        ),
        MayBeAgreed(
            belongings=WILLING,
            home=CLOSED,
            money=CLOSED,
            time_with_child=CLOSED,
            words=LongText("The piano and the tools, in writing. Nothing about where I live."),
        ),
    )
    go_on(family, part, "Ask the housing officer which form it is.")


def begin_course(family: Family, part: str, course: Course) -> None:
    """Strengths first, then the wish; then risk, looked at after it, and the plan that fits."""
    day = family.clock.today()
    family.record(part, *strengths(), course, risk(day), *safety_plans(family, part))


def go_on(family: Family, part: str, step: str) -> None:
    """A step that gets done and one that waits, how it goes, that it is enough, and follow-up."""
    day, member = family.clock.today(), family.holder(part)
    first, _second = family.record(part, *next_steps(step, day))
    done = finish_step(
        room=family.rooms[part],
        step=first.pk,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    if isinstance(done, Refused):
        raise InventionRefused(done)
    review = CourseReview(
        going=Going.BETTER,
        words=LongText("I sleep. It is enough for now."),
        enough=Answer.YES,
        review_on=day + timedelta(days=90),
    )
    family.record(part, review)
    plan_follow_up(room=family.rooms[part], by=member.worker, clock=family.clock)


def strengths() -> tuple[Fact, ...]:
    """What works and who helps, before anything else is asked."""
    return (
        Strength(words=LongText("Never once missed a school play.")),
        WhatWorks(words=LongText("When the shifts are written on the calendar by Sunday.")),
        WhoHelps(name="An aunt", words=LongText("Has a spare bed, and asks no questions.")),
    )


def next_steps(words: str, day: date) -> tuple[NextStep, ...]:
    """One for this week, and one that may stand on a paper."""
    return (
        NextStep(words=LongText(words), due_on=day + timedelta(days=7), who_helps="An aunt"),
        NextStep(
            words=LongText("Walk to the lake on Saturdays."),
            due_on=day + timedelta(days=21),
            on_paper=Answer.YES,
        ),
    )


def safety_plans(family: Family, part: str) -> Iterable[Fact]:
    """The plan for difficult moments for who harmed; a safety plan for everybody else."""
    keyring = family.holder(part).keyring
    recorded = recorded_in(family.rooms[part], keyring)
    roles = {each.fact.role for each in recorded if isinstance(each.fact, RoleInHarm)}
    if Role.CAUSED_HARM not in roles:
        return (SafetyPlan(words=LongText("Neighbour at number 4 has a key. 999 and leave the line open.")),)
    own = OwnSafetyPlan(
        rising=LongText("My jaw goes tight and I start counting what was said."),
        then=LongText("I say 'I am going', and I go: boots, coat, the river path, an hour."),
        ring="My sponsor",
        go_to=LongText("My brother's, he knows."),
        keep_away=LongText("Her work, the school gate, and the car park behind the shop."),
    )
    return (own,)
