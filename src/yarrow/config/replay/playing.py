"""Playing one case: record step by step, ask, judge. Everything is rolled back at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from yarrow.gate.facts import Fact
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.facts.who import Death
from yarrow.kernel.clock import FixedClock
from yarrow.staff.queries.service import service_read_once

from .asking import ask, propose
from .case import Expected, Line, ReplayCase, Step
from .completing import complete, sign
from .judging import Mismatch, Verdict, judge_completed, judge_now
from .opened import OpenedCase
from .questions import Question, questions_for
from .satisfying import everyone_looked_at, show_competence
from .staff import ReplayStaff
from .telling import TEAM, Story, translations
from .telling.story import FAR, FIRST


@dataclass(frozen=True, slots=True)
class Played:
    """One case with what became of each expectation."""

    slug: str
    verdicts: tuple[Verdict, ...]


def play(told: ReplayCase, staff: ReplayStaff, clock: FixedClock) -> Played:
    """Play one case in rooms of its own; nothing of it stays in the database."""
    with transaction.atomic():
        savepoint = transaction.savepoint()
        try:
            return Played(told.slug, tuple(_Player(told, staff, clock).verdicts()))
        finally:
            transaction.savepoint_rollback(savepoint)


class _Player:
    """What the run of one case has to remember from step to step."""

    def __init__(self, told: ReplayCase, staff: ReplayStaff, clock: FixedClock) -> None:
        self._told, self._staff = told, staff
        self._opened = OpenedCase(told, staff, clock)
        self._story = Story(told)
        self._translations = translations()
        self._dead: set[str] = set()
        self._risk_open = set(told.taking_part)
        self._is_signed = False

    def verdicts(self) -> Iterator[Verdict]:
        for step in self._told.steps:
            self._opened.move_to_day(step.day)
            self._story.today = FIRST + timedelta(days=step.day)
            for line in step.lines:
                with service_read_once():
                    self._record(line)
            if step.expected:
                self._opened.attest()
            for expected in step.expected:
                found = tuple(self._mismatches(expected, step))
                yield Verdict(step.number, step.day, expected.form, found)

    def _record(self, line: Line) -> None:
        self._see_to_the_plan(line)
        for placed in self._translations[line.kind](line, self._story):
            self._opened.record(placed.room, placed.fact)
            self._keep_in_mind(placed.room, placed.fact)

    def _see_to_the_plan(self, line: Line) -> None:
        """Staff and signatures are plain facts of the plan, not entries of a room."""
        if line.kind == "practitioners" and line.one("dva_competent") == "yes":
            show_competence(self._staff.lead, FAR, self._staff, self._opened.clock)
        self._is_signed = self._is_signed or line.kind == "supervisor_signoff"

    def _keep_in_mind(self, room: str, fact: Fact) -> None:
        """Who has died; and, as the team would, that everyone's risk was looked at since the last change."""
        if isinstance(fact, Death):
            self._dead.add(room)
        if fact.is_trigger():
            self._risk_open = set(self._told.taking_part)
        if isinstance(fact, RiskAssessed) and fact.level is not Level.UNKNOWN and self._risk_open:
            self._risk_open -= {room}
            if not self._risk_open - self._dead:
                self._opened.record(TEAM, everyone_looked_at(FAR))

    def _mismatches(self, expected: Expected, step: Step) -> Iterator[Mismatch]:
        for question in questions_for(expected, step, self._told, frozenset(self._dead)):
            with self._opened.branch(), service_read_once():
                yield from self._asked(expected, question)

    def _asked(self, expected: Expected, question: Question) -> Iterator[Mismatch]:
        plan = propose(question, self._opened)
        if self._is_signed:
            self._opened.wait()
            sign(question, plan, self._opened)
        yield from judge_now(expected, ask(question, plan, self._opened))
        if expected.answer == "may" and expected.if_complete:
            self._opened.wait()
            yield from judge_completed(expected, complete(question, plan, expected.missing, self._opened))
