"""Families whose plan is arranged: everything in place, briefed, signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import COUPLE, Family, InventionRefused, Person, open_family
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan

_DAYS_AHEAD = 9
_MORE_CHILDREN = ("Dilys", "Emrys")


@dataclass(frozen=True, slots=True)
class Plans:
    """What the gate is asked about, and what a trigger stops; empty where the rules let nobody arrange it."""

    six_rooms: Plan | None = None
    arranged: tuple[tuple[Plan, Family], ...] = ()


def make_plans(cast: Cast, now: datetime, count: int) -> Plans:
    """So many arranged circles, and one for which the gate asks five people's rooms and the team's.

    When an invented family breaks a rule that is new, two rows fail; the others are measured.
    """
    child = COUPLE["child"]
    more = {name.lower(): Person(name, child.role, child.worker, child.age) for name in _MORE_CHILDREN}
    try:
        with transaction.atomic():
            arranged = tuple(_arranged(cast, now, dict(COUPLE)) for _number in range(count))
            return Plans(_arranged(cast, now, COUPLE | more)[0], arranged)
    except InventionRefused:
        return Plans()


def _arranged(cast: Cast, now: datetime, people: dict[str, Person]) -> tuple[Plan, Family]:
    clock = FixedClock(now - timedelta(days=40))
    family = open_family(cast=cast, clock=clock, people=people)
    clock.move_to(now - timedelta(days=3))
    for part in people.keys() - COUPLE.keys():
        family.record(part, *ready.child(clock.today()))
    ready.record_everything(family)
    day = now + timedelta(days=_DAYS_AHEAD)
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM, Topic.PARTING], joint_on=day.date())
    ready.brief_and_sign(family, plan)
    clock.move_to(clock.now() + timedelta(hours=2))
    planned_for = day.replace(hour=14, minute=0, second=0, microsecond=0)
    return ready.arrange(family, plan, planned_for=planned_for), family
