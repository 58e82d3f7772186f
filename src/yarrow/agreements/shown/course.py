"""A course made ready to be read: each step with its words, what is recorded, and what to record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.course import CourseGuide, GuideStep, OwnStep, StepState
from yarrow.gate.course.steps import StepCode
from yarrow.gate.facts import KINDS, Fact
from yarrow.gate.facts.choice import Hope, Strength, WhatWorks, WhoHelps
from yarrow.gate.facts.course import Course
from yarrow.gate.facts.risk import RiskAssessed
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer
from yarrow.record.shown.entries import ShownLine, lines_of

_COLOURS = {StepState.NEXT: "blue", StepState.LATER: "grey", StepState.LAPSED: "yellow"}
_STRENGTHS = (Strength, WhatWorks, WhoHelps, Hope)
_ONLY_THE_LATEST = (Course, RiskAssessed)
_SHOWN_ELSEWHERE = {StepCode.STRENGTHS, StepCode.NEXT_STEPS, StepCode.ENOUGH}


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One record of a step, with the day on which it was written."""

    day: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step: where it stands, what is asked, what is recorded, and the kinds to record.

    ``anchor`` is where it is written on the page: that they say it is enough stands with how it goes.
    """

    code: str
    anchor: str
    title: str
    prompt: str
    status: str
    is_done: bool
    colour: str
    kinds: tuple[tuple[str, str], ...]
    records: tuple[ShownRecord, ...]


@dataclass(frozen=True, slots=True)
class ShownNextStep:
    """A next step that waits; ``due`` is empty when no day was set."""

    id: UUID
    words: str
    due: str
    who_helps: str
    is_overdue: bool


def steps_of(found: CourseGuide, recorded: Sequence[Recorded]) -> tuple[ShownStep, ...]:
    """Every step of the course, in its order."""
    return tuple(_shown(number, each, recorded) for number, each in enumerate(found.steps, start=1))


def first_of(found: CourseGuide, shown: Sequence[ShownStep]) -> ShownStep | None:
    """What comes first now, of these steps."""
    return shown[found.steps.index(found.to_do)] if found.to_do else None


def waiting_steps(found: CourseGuide) -> tuple[ShownNextStep, ...]:
    """The next steps that are not done, as they are shown inside the room."""
    return tuple(_waiting(each) for each in found.own_steps)


def paper_steps(found: CourseGuide) -> tuple[ShownNextStep, ...]:
    """Only what the person said may stand on a paper; not asked is no."""
    return tuple(_waiting(each) for each in found.own_steps if each.said.on_paper is Answer.YES)


def strengths_of(recorded: Sequence[Recorded]) -> tuple[tuple[str, str], ...]:
    """What works, who helps and what they hope for: title and words, newest first."""
    found = (each.fact for each in reversed(recorded) if isinstance(each.fact, _STRENGTHS))
    return tuple((gettext(fact.title), _words_of(fact)) for fact in found)


def _words_of(fact: Fact) -> str:
    if isinstance(fact, WhoHelps):
        return f"{fact.name}. {fact.words}".strip() if fact.words else fact.name
    return str(getattr(fact, "words", ""))


def _shown(number: int, found: GuideStep, recorded: Sequence[Recorded]) -> ShownStep:
    step = found.step
    return ShownStep(
        code=step.code.value,
        anchor=f"step-{number - 1 if step.code is StepCode.ENOUGH else number}",
        title=gettext(step.title),
        prompt=gettext(step.prompt),
        status=gettext(found.state.words),
        is_done=found.state is StepState.DONE,
        colour=_COLOURS.get(found.state, "grey"),
        kinds=tuple((kind, gettext(KINDS[kind].title)) for kind in step.kinds),
        records=tuple(_records(found, recorded)),
    )


def _records(found: GuideStep, recorded: Sequence[Recorded]) -> Iterator[ShownRecord]:
    """Newest first; of what is asked again and again only the latest. The room's page has them all."""
    if found.step.code in _SHOWN_ELSEWHERE:
        return
    kinds = tuple(KINDS[kind] for kind in found.step.kinds)
    for each in reversed(recorded):
        if isinstance(each.fact, kinds):
            yield ShownRecord(day(each.day), lines_of(each.fact))
            if isinstance(each.fact, _ONLY_THE_LATEST):
                return


def _waiting(each: OwnStep) -> ShownNextStep:
    due = day(each.said.due_on) if each.said.due_on else ""
    return ShownNextStep(each.entry, each.said.words, due, each.said.who_helps, each.is_overdue)
