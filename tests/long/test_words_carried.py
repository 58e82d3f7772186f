"""Whatever people do with messages, meetings and agreements, in whatever order: nothing is given unread,
unasked, under an order or after anybody withdrew; what ended has its after-care; no page mixes two rooms."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import carrying
from yarrow.gate.facts.agreement import Happened
from yarrow.gate.facts.carried import ReceiveValue
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock

from .carrying import ADULTS, READERS, Message, Words

PHASES = (Phase.explicit, Phase.generate)
"""Without shrinking: a failure says which steps led to it."""

RUNS, TURNS = 1000, 6

an_adult = st.sampled_from(ADULTS)
a_reader = st.sampled_from(READERS)
which = st.integers(0, 2)
finds = st.sampled_from([False, False, False, True])


class WordsCarried(RuleBasedStateMachine):
    """One family. Every run begins where one message was read on both sides and a day is set for it."""

    begin: Callable[[], Words]
    browser: Browser

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.world = self.begin()
        self.began_at = self.world.clock.now()

    def teardown(self) -> None:
        cache.clear()  # nobody is kept waiting at the door
        try:
            self.world.check_pages(self.browser)
        finally:
            transaction.savepoint_rollback(self.before)
            self.world.clock.move_to(self.began_at)

    @rule(sender=an_adult)
    def write(self, sender: str) -> None:
        self.world.write(sender)

    @rule(number=which, by=a_reader, finds=finds)
    def look_here(self, number: int, by: str, *, finds: bool) -> None:
        self.world.look_here(number, by, finds=finds)

    @rule(number=which)
    def pass_on(self, number: int) -> None:
        self.world.pass_on(number)

    @rule(part=an_adult)
    def read_notes(self, part: str) -> None:
        self.world.read_notes(part)

    @rule(number=which, by=a_reader, finds=finds)
    def look_there(self, number: int, by: str, *, finds: bool) -> None:
        self.world.look_there(number, by, finds=finds)

    @rule(number=which, value=st.sampled_from([ReceiveValue.YES, ReceiveValue.YES, ReceiveValue.NO]))
    def ask(self, number: int, value: ReceiveValue) -> None:
        self.world.ask(number, value)

    @rule(number=which)
    def go(self, number: int) -> None:
        self.world.go(number)

    @rule(number=which)
    def ask_and_go(self, number: int) -> None:
        self.world.ask(number, ReceiveValue.YES)
        self.world.go(number)

    @rule(number=which, safe=st.sampled_from([Answer.YES, Answer.YES, Answer.UNKNOWN, Answer.NO]))
    def note(self, number: int, safe: Answer) -> None:
        self.world.note(number, safe=safe)

    @rule(number=which)
    def withdraw(self, number: int) -> None:
        self.world.withdraw(number)

    @rule()
    def sign_again(self) -> None:
        self.world.sign_again()

    @rule(part=an_adult)
    def consent_back(self, part: str) -> None:
        self.world.consent_back(part)

    @rule(part=an_adult)
    def order(self, part: str) -> None:
        self.world.order(part)

    @rule()
    def stop(self) -> None:
        self.world.stop()

    @rule(days=st.sampled_from([1, 1, 2, 9, 30]))
    def wait(self, days: int) -> None:
        self.world.wait(days)

    @rule()
    def stop_the_meeting(self) -> None:
        self.world.stop_the_meeting()

    @rule()
    def end_and_agree(self) -> None:
        self.world.end_the_meeting()
        self.world.agree()

    @rule(part=an_adult, happened=st.sampled_from(list(Happened)))
    def not_kept(self, part: str, happened: Happened) -> None:
        self.world.not_kept(part, happened)

    @rule(part=an_adult)
    def letter(self, part: str) -> None:
        self.world.letter(part)

    @invariant()
    def nothing_given_and_nothing_left_undone(self) -> None:
        self.world.check()


@pytest.fixture
def begin(family: Family, clock: FixedClock, settings: Settings) -> Callable[[], Words]:
    """One message from him, read on both sides; signed; a day is set. And a meeting today."""
    settings.YARROW_CLOCK = lambda: clock
    ready.staff_in_date(family)
    ready.record_everything(family)
    today = clock.today()
    meeting = ready.propose(family, Form.FAMILY_MEETING, [Topic.HARM], joint_on=today + timedelta(days=3))
    plan = ready.propose(family, Form.SHUTTLE, [Topic.HARM], joint_on=today + timedelta(days=9))
    message, copy = carrying.vetted(family, plan)
    for each in (meeting, plan):
        ready.brief_and_sign(family, each)
    clock.move_to(clock.now() + timedelta(hours=2))
    at = {meeting: 3, plan: 9}
    for each, days in at.items():
        ready.arrange(family, each, planned_for=clock.now() + timedelta(days=days))
    clock.move_to(clock.now() + timedelta(days=3))

    def fresh() -> Words:
        first = Message(message, "other", copy, {"other": "other_worker", "harmed": "harmed_worker"})
        meeting.refresh_from_db()
        plan.refresh_from_db()
        return Words(family, clock, plan, meeting, [first])

    return fresh


def _run(begin: Callable[[], Words], browser: Callable[[str], Client], **shape: Any) -> None:
    class Here(WordsCarried):
        pass

    Here.begin, Here.browser = staticmethod(begin), staticmethod(browser)
    run_state_machine_as_test(Here, settings=settings(phases=PHASES, **shape))


def _goes_the_whole_way(world: Words) -> None:
    """The run below must be able to give something: else it would hold of nothing."""
    before, began_at = transaction.savepoint(), world.clock.now()
    world.ask(0, ReceiveValue.YES)
    world.go(0)
    world.note(0, safe=Answer.YES)
    world.check()
    assert world.given == {world.messages[0].id}
    transaction.savepoint_rollback(before)
    world.clock.move_to(began_at)


@pytest.mark.once
def test_words_carried_over_a_few_turns(begin: Callable[[], Words], browser_each_time: Browser) -> None:
    _goes_the_whole_way(begin())
    _run(begin, browser_each_time, max_examples=5, stateful_step_count=TURNS)


@pytest.mark.once
@pytest.mark.long
def test_words_carried_a_thousand_times(begin: Callable[[], Words], browser_each_time: Browser) -> None:
    _run(begin, browser_each_time, max_examples=RUNS, stateful_step_count=20)
