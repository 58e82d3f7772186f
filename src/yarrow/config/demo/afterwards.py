"""Families on the day itself, and after it: agreements waiting, kept and not kept, and silence."""

from datetime import datetime, timedelta
from uuid import UUID

from yarrow.cases.terms import Stage
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import Family, open_family
from yarrow.config.ready import agreement, day
from yarrow.gate.facts.after import TriedHow, TriedToReach
from yarrow.gate.facts.agreement import Kept
from yarrow.gate.facts.choice import Strength
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import end_meeting
from yarrow.meetings.models import Plan

from .alone import follow_up_all
from .telling import afternoon, named, stage

ABOUT = (Topic.HARM, Topic.LIVING_TOGETHER)


def meeting_today(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Sioned and Aled meet today; everybody said this morning that it is still so."""
    family = open_family(cast=cast, clock=clock, people=named("Sioned", "Aled", "Mabli"))
    clock.move_to(now - timedelta(days=4))
    plan = _arranged(family, clock, afternoon(now, days=0))
    clock.move_to(now)
    day.everything_for_the_day(family, plan)


def agreed_and_kept(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Heledd and Idwal met, signed apart, and most of it is kept."""
    family = open_family(cast=cast, clock=clock, people=named("Heledd", "Idwal", "Non"))
    plan = _held(family, clock, on=now - timedelta(days=30))
    lines = _offered(family, plan)
    clock.move_to(clock.now() + timedelta(days=4))
    for part in ("harmed", "other"):
        agreement.ask_apart(family, part)
    agreement.settle(family)
    clock.move_to(now - timedelta(days=2))
    follow_up_all(family, until=clock.today())
    agreement.say_how_it_went(family, "shared", lines[2], Kept.KEPT)
    agreement.say_how_it_went(
        family, "harmed", lines[1], Kept.NOT_KEPT, "He rang about the house on Friday night."
    )


def waiting_to_be_signed(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Nest and Illtud met yesterday; the words wait for three days before anybody signs."""
    family = open_family(cast=cast, clock=clock, people=named("Nest", "Illtud", "Macsen"))
    plan = _held(family, clock, on=now - timedelta(days=1))
    _offered(family, plan)


def not_heard_from(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Angharad stopped answering; she was looked for, by ways that are safe, and the door stays open."""
    family = open_family(cast=cast, clock=clock, people=named("Angharad", "Trystan", None))
    family.record(
        "harmed",
        ready.reach(clock.today()),
        ready.risk(clock.today()),
        Strength(words=LongText("Asked for help twice before anybody listened, and asked again.")),
    )
    for days, how in ((18, TriedHow.AGREED), (11, TriedHow.AGREED), (4, TriedHow.NAMED_PERSON)):
        clock.move_to(now - timedelta(days=days))
        family.record("harmed", TriedToReach(happened_on=clock.today(), how=how))


def _arranged(family: Family, clock: FixedClock, at: datetime) -> Plan:
    ready.record_everything(family)
    plan = ready.propose(family, Form.FAMILY_MEETING, ABOUT, joint_on=at.date())
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    return ready.arrange(family, plan, planned_for=at)


def _held(family: Family, clock: FixedClock, *, on: datetime) -> Plan:
    at = afternoon(on, days=0)
    clock.move_to(at - timedelta(days=4))
    plan = _arranged(family, clock, at)
    clock.move_to(at - timedelta(hours=3))
    day.everything_for_the_day(family, plan)
    clock.move_to(at)
    sitting = day.begin(family, plan)
    clock.move_to(at + timedelta(hours=2))
    end_meeting(sitting=sitting, by=family.cast.worker("lead"), clock=clock)
    stage(family, Stage.AFTER_CARE)
    return plan


def _offered(family: Family, plan: Plan) -> list[UUID]:
    lines = agreement.write_lines(family)
    agreement.offer(family, plan, lines)
    return lines
