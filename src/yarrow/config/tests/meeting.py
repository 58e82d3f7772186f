"""A family whose day has come: everything recorded, signed, arranged, the pause over."""

from datetime import timedelta

from tests.kept import made_once
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import begin_meeting
from yarrow.meetings.models import Plan, Sitting

DAYS_AHEAD = 7


def arranged_family(family: Family, clock: FixedClock, *, days: int = DAYS_AHEAD) -> Plan:
    """Arranged for so many days from now, at the hour it is now."""

    def arranged() -> Plan:
        plan = recorded_and_proposed(family, clock, days=days)
        ready.brief_and_sign(family, plan)
        clock.move_to(clock.now() + timedelta(minutes=5))
        return ready.arrange(family, plan, planned_for=clock.now() + timedelta(days=days))

    return made_once(f"arranged in {days} days", arranged, family, clock=clock)


def recorded_and_proposed(family: Family, clock: FixedClock, *, days: int) -> Plan:
    """Everything recorded, and joint work proposed for so many days from now; not yet signed."""

    def proposed() -> Plan:
        ready.staff_in_date(family)
        ready.record_everything(family)
        joint_on = clock.today() + timedelta(days=days)
        return ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)

    return made_once(f"proposed in {days} days", proposed, family, clock=clock)


def day_of_meeting(family: Family, clock: FixedClock) -> Plan:
    """The morning of that day; nobody has said anything yet."""
    plan = arranged_family(family, clock)
    assert plan.planned_for is not None
    clock.move_to(plan.planned_for)
    return plan


def press_begin(family: Family, plan: Plan, part: str = "lead") -> Sitting | Refused:
    """Somebody presses "Begin"."""
    member = family.cast[part]
    return begin_meeting(plan=plan, by=member.worker, keyring=member.keyring, clock=family.clock)
