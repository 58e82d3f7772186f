"""The two-home family after a meeting that they ended themselves, and everybody's browser."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.config.ready.day import orders_today
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import propose_plan
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.terms import PlanState, SittingEnd

PAUSE = timedelta(hours=72)


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def browser(browser_of_today: Browser) -> Browser:
    """``browser("lead")``: with open keys; days later they sign in again."""
    return browser_of_today


def arranged(family: Family, form: Form = Form.CONFERENCE) -> Plan:
    """Written as if arranged: what arranging asks for is tested with its action."""
    plan = propose_plan(
        case=family.case,
        form=form,
        topics=[Topic.HARM, Topic.BELONGINGS],
        rooms=[family.rooms["harmed"], family.rooms["other"]],
        by=family.cast.worker("lead"),
        clock=family.clock,
    )
    assert not isinstance(plan, Refused)
    plan.state, plan.arranged_at = PlanState.ARRANGED, family.clock.now() - timedelta(days=2)
    plan.planned_for = family.clock.now() - timedelta(hours=3)
    plan.save()
    return plan


def met(plan: Plan, family: Family, how: SittingEnd = SittingEnd.ENDED) -> Sitting:
    now = family.clock.now()
    return Sitting.objects.create(
        plan=plan,
        begun_at=now - timedelta(hours=3),
        begun_by=family.cast.worker("lead"),
        ended_at=now - timedelta(hours=1),
        how=how,
    )


@pytest.fixture
def plan(family: Family) -> Plan:
    """People met on it and ended it themselves; the child does not take part."""
    affected = ChildAssessment(
        stands=Answer.YES, part=ChildPart.AFFECTED, reasons=LongText("Knows the plan.")
    )
    family.record("child", affected)
    for part in ("harmed", "other"):
        family.record(part, orders_today(family.clock.today()))
    made = arranged(family)
    met(made, family)
    return made


def wait(clock: FixedClock, how_long: timedelta = PAUSE) -> None:
    clock.move_to(clock.now() + how_long)
