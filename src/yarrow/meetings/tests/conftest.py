"""The two-home family, a proposed plan, and everybody's browser, signed in by the real door."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from yarrow.config.families import Family
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import propose_plan
from yarrow.meetings.models import Plan
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import open_drops, share_words, take_keys
from yarrow.rooms.rules import preview_mark

WORDS = "I can come on Tuesdays."


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


def proposed(family: Family, clock: FixedClock, form: Form = Form.CONFERENCE) -> Plan:
    plan = propose_plan(
        case=family.case,
        form=form,
        topics=[Topic.HARM],
        rooms=[family.rooms["harmed"], family.rooms["other"]],
        by=family.cast.worker("lead"),
        clock=clock,
    )
    assert not isinstance(plan, Refused)
    return plan


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    return proposed(family, clock)


def arranged(plan: Plan, clock: FixedClock, planned_for: datetime) -> Plan:
    """Written as if arranged: what arranging asks for is tested with its action."""
    plan.state, plan.arranged_at, plan.planned_for = PlanState.ARRANGED, clock.now(), planned_for
    plan.save()
    return plan


def sent_out_of(family: Family, clock: FixedClock, *parts: str) -> None:
    """The case supervisor decided that the lead is not inside these rooms."""
    lead, supervisor = family.cast.worker("lead"), family.cast.worker("supervisor")
    for part in parts:
        assert take_keys(worker=lead, by=supervisor, clock=clock, room=family.rooms[part]) == 1


@pytest.fixture
def carried(family: Family, clock: FixedClock) -> Plan:
    return proposed(family, clock, Form.SHUTTLE)


@pytest.fixture
def message(family: Family, clock: FixedClock) -> UUID:
    """Words that the harmed person agreed to pass on, read into the shared room."""
    member, target = family.cast["lead"], family.rooms["shared"]
    share_words(
        source=family.rooms["harmed"],
        target=target,
        words=WORDS,
        agreed_how="She read it on paper and said yes.",
        agreed_on=clock.today(),
        seen=preview_mark(words=WORDS, target=target.pk),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    open_drops(room=target, by=member.worker, keyring=member.keyring, clock=clock)
    return target.entries.latest("number").pk


def risk_looked_at(day: date) -> RiskAssessed:
    """Where risk stands for somebody, said on that day."""
    return RiskAssessed(
        level=Level.LOW,
        own_view=LongText("Sleeps well again; would ring us and 999 if that changed."),
        reasons=LongText("Apart for a year."),
        review_on=day + timedelta(days=56),
    )
