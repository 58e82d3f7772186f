"""The two-home family with everything recorded, and a plan that carries words, proposed."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.kept import made_once
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import carrying
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan


class Message(NamedTuple):
    """One message and its copy, read on both sides."""

    id: UUID
    copy: UUID


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Messages carried by a worker; every room stands."""

    def proposed() -> Plan:
        ready.staff_in_date(family)
        ready.record_everything(family)
        joint_on = clock.today() + timedelta(days=9)
        return ready.propose(family, Form.SHUTTLE, [Topic.HARM], joint_on=joint_on)

    return made_once("carrying: plan", proposed, family, clock=clock)


@pytest.fixture
def message(family: Family, plan: Plan, clock: FixedClock) -> Message:
    """Written in his room, read on both sides."""
    return made_once(
        "carrying: message", lambda: Message(*carrying.vetted(family, plan)), family, plan, clock=clock
    )


@pytest.fixture
def due(family: Family, plan: Plan, message: Message, clock: FixedClock) -> Message:
    """The same, signed, with a day set: only her yes is missing."""

    def arranged() -> Message:
        ready.brief_and_sign(family, plan)
        clock.move_to(clock.now() + timedelta(hours=2))
        ready.arrange(family, plan, planned_for=clock.now() + timedelta(days=9))
        return message

    return made_once("carrying: due", arranged, family, plan, message, clock=clock)
