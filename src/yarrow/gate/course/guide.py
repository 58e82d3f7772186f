"""A guide along one person's own course. Pure, and no measure of anybody: it counts nothing.

Both courses have steps of the same kind and number, on either side: what is not done yet is a next
step, never a failing, and a course is complete when this person says that it is enough
(design.md §2). No meeting is needed for either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from yarrow.gate.course.steps import STEPS, Step, StepCode
from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Strength, WhatWorks
from yarrow.gate.facts.course import (
    Course,
    CourseReview,
    DoDifferently,
    ExitPlan,
    Going,
    MayBeAgreed,
    NextStep,
    NextStepDone,
    Openness,
    OwnSafetyPlan,
    SlippingSign,
    Which,
    WhoseWish,
)
from yarrow.gate.facts.risk import Level, RiskAssessed, SafetyPlan
from yarrow.gate.facts.who import Role
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_under_18, roles
from yarrow.gate.rules.risk import level_of
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_

F = TypeVar("F", bound=Fact)


class StepState(Choice):
    """Where a step stands."""

    DONE = "done", N_("Done")
    NEXT = "next", N_("Next")
    LATER = "later", N_("Later")
    LAPSED = "lapsed", N_("Look at this again")


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step of a course and where it stands."""

    step: Step
    state: StepState


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One next step of this person's own; ``entry`` is the record that holds it."""

    entry: UUID
    said: NextStep
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class CourseGuide:
    """Where this person is on their own course, as recorded in their room on one day.

    ``is_own``: the wish is their own. ``comes_together``: they parted before and would live together,
    which is a time of danger too, and to be recorded as what it is.
    ``needs_plan``: they would talk about something, and that needs a plan and the other person's
    own yes. ``complete``: they say that it is enough; a normal end of either course.
    """

    which: Which | None
    is_own: bool
    comes_together: bool
    steps: tuple[GuideStep, ...]
    own_steps: tuple[OwnStep, ...]
    done_steps: tuple[NextStep, ...]
    needs_plan: bool
    look_again_on: date | None
    complete: bool

    @property
    def to_do(self) -> GuideStep | None:
        """What comes first now: what must be looked at again, then what is next."""
        for state in (StepState.LAPSED, StepState.NEXT):
            for each in self.steps:
                if each.state is state:
                    return each
        return None


def has_course(recorded: Sequence[Recorded], day: date) -> Answer:
    """Whether this room may have a course: only an adult's; an age that is not known is not known."""
    grown = is_under_18(_view(recorded), day)
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(grown, Answer.UNKNOWN)


def guide(recorded: Sequence[Recorded], day: date) -> CourseGuide:
    """The guide for one room on a day. While an entry cannot be read, risk is to be looked at again."""
    facts, which = _Course(recorded, day), None
    if (latest := facts.latest(Course)) is not None:
        which = latest.which
    found = tuple(_states(facts, which))
    review = facts.latest(CourseReview)
    return CourseGuide(
        which=which,
        is_own=latest is not None and latest.whose is WhoseWish.OWN,
        comes_together=which is Which.LIVING_TOGETHER and facts.have_parted(),
        steps=found,
        own_steps=tuple(facts.own_steps()),
        done_steps=tuple(said for record, said in facts.every(NextStep) if facts.is_done(record)),
        needs_plan=facts.would_talk(),
        look_again_on=review.review_on if review else None,
        complete=all(each.state is StepState.DONE for each in found if each.step.code in _NEEDED_TO_END),
    )


_NEEDED_TO_END = frozenset({StepCode.WISH, StepCode.RISK, StepCode.SAFETY, StepCode.REVIEW, StepCode.ENOUGH})
"""Safety, a wish of their own, a day to look again, and their own word. The rest is theirs to leave."""


def _states(facts: "_Course", which: Which | None) -> Iterator[GuideStep]:
    waiting = False
    for step in STEPS[which or Which.NOT_DECIDED]:
        state = facts.state_of(step.code)
        if state is StepState.NEXT and waiting:
            state = StepState.LATER
        waiting = waiting or state is StepState.NEXT
        yield GuideStep(_for_this_room(step, facts), state)


def _for_this_room(step: Step, facts: "_Course") -> Step:
    """The safety step asks for the plan that fits: who harmed has one for difficult moments."""
    if step.code is not StepCode.SAFETY:
        return step
    return replace(step, kinds=tuple(kind.kind for kind in facts.plans_needed()))


def _view(recorded: Sequence[Recorded]) -> FactsView:
    readable = [each for each in recorded if Home.PERSON in each.fact.homes]
    return FactsView(readable, Home.PERSON)


class _Course:
    """What the steps of a course ask of one room."""

    def __init__(self, recorded: Sequence[Recorded], day: date) -> None:
        self._all = sorted(recorded, key=lambda each: each.number)
        self._day = day
        self._roles = roles(_view(recorded))

    def every(self, kind: type[F]) -> list[tuple[Recorded, F]]:
        """All facts of one kind, oldest first, with their records."""
        return [(each, each.fact) for each in self._all if isinstance(each.fact, kind)]

    def latest(self, kind: type[F]) -> F | None:
        """The fact of this kind that was written last."""
        found = self.every(kind)
        return found[-1][1] if found else None

    def state_of(self, code: StepCode) -> StepState:
        """Done, to be looked at again, or not done yet (NEXT)."""
        asked = {
            StepCode.STRENGTHS: lambda: self._any(Strength, WhatWorks),
            StepCode.WISH: self._wish,
            StepCode.RISK: self._risk,
            StepCode.SAFETY: self._safety,
            StepCode.DIFFERENTLY: lambda: self._any(DoDifferently),
            StepCode.SIGNS: lambda: self._any(SlippingSign),
            StepCode.LEAVING: lambda: self._in_date(ExitPlan),
            StepCode.TALK: lambda: self._any(MayBeAgreed),
            StepCode.NEXT_STEPS: self._next_steps,
            StepCode.REVIEW: self._review,
            StepCode.ENOUGH: self._enough,
        }
        return asked[code]()

    def plans_needed(self) -> tuple[type[Fact], ...]:
        """The own plan for who harmed, the safety plan for everybody else; both for who is both."""
        harmed_somebody = Role.CAUSED_HARM in self._roles
        only_that = harmed_somebody and self._roles == {Role.CAUSED_HARM}
        return (() if only_that else (SafetyPlan,)) + ((OwnSafetyPlan,) if harmed_somebody else ())

    def own_steps(self) -> list[OwnStep]:
        """Next steps that are not done, by their day; those without a day last."""
        waiting = [
            OwnStep(record.entry, said, is_overdue=said.due_on is not None and said.due_on < self._day)
            for record, said in self.every(NextStep)
            if not self.is_done(record)
        ]
        return sorted(waiting, key=lambda each: each.said.due_on or date.max)

    def is_done(self, record: Recorded) -> bool:
        """Whether somebody pressed "done" beside this next step."""
        return any(said.step == str(record.entry) for _record, said in self.every(NextStepDone))

    def have_parted(self) -> bool:
        """Whether the last that is known of a parting is that it happened."""
        parted = self.latest(Separation)
        return parted is not None and parted.state is SeparationState.HAPPENED

    def would_talk(self) -> bool:
        """Whether any topic is open for talk."""
        said = self.latest(MayBeAgreed)
        return said is not None and Openness.WILLING in {
            said.belongings,
            said.home,
            said.money,
            said.time_with_child,
            said.news_of_child,
            said.staying_in_touch,
        }

    def _any(self, *kinds: type[Fact]) -> StepState:
        return _done(any(self.every(kind) for kind in kinds))

    def _in_date(self, *kinds: type[SafetyPlan] | type[OwnSafetyPlan] | type[ExitPlan]) -> StepState:
        found = [self.latest(kind) for kind in kinds]
        if any(plan is None for plan in found):
            return StepState.NEXT
        ends = [plan.review_on for plan in found if plan is not None and plan.review_on is not None]
        return StepState.LAPSED if any(end < self._day for end in ends) else StepState.DONE

    def _safety(self) -> StepState:
        return self._in_date(*self.plans_needed())  # type: ignore[arg-type]  # plans with a review day

    def _wish(self) -> StepState:
        latest = self.latest(Course)
        return _done(latest is not None and latest.whose is WhoseWish.OWN)

    def _risk(self) -> StepState:
        """Looked at, in date, and after the last change (domain.md E7, E8, E32)."""
        looked = [each for each in self.every(RiskAssessed) if level_of(each[1]) is not Level.UNKNOWN]
        changes = [each.number for each in self._all if each.fact.is_trigger()]
        if any(isinstance(each.fact, Unreadable) for each in self._all):
            return StepState.LAPSED
        if not looked:
            return StepState.LAPSED if changes else StepState.NEXT
        record, fact = looked[-1]
        stale = fact.review_on < self._day or record.number < max(changes, default=0)
        return StepState.LAPSED if stale else StepState.DONE

    def _next_steps(self) -> StepState:
        if any(each.is_overdue for each in self.own_steps()):
            return StepState.LAPSED
        return self._any(NextStep)

    def _review(self) -> StepState:
        """Asked since the course was last chosen, and the day to look again is still to come."""
        reviews, courses = self.every(CourseReview), self.every(Course)
        if not reviews or (courses and reviews[-1][0].number < courses[-1][0].number):
            return StepState.NEXT
        return StepState.LAPSED if reviews[-1][1].review_on < self._day else StepState.DONE

    def _enough(self) -> StepState:
        said = self.latest(CourseReview)
        if said is None or self._review() is not StepState.DONE:
            return StepState.NEXT
        return _done(said.enough is Answer.YES and said.going in {Going.BETTER, Going.SAME})


def _done(is_done: bool) -> StepState:  # noqa: FBT001  # one plain question
    return StepState.DONE if is_done else StepState.NEXT
