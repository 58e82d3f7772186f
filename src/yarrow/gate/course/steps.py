"""The steps of each course, with their words: of the same number and the same care.

A step names the kinds of record that it is made of; what is asked stands in their sheets.
"""

from dataclasses import dataclass
from enum import StrEnum

from yarrow.gate.facts.course import Which
from yarrow.kernel.words import N_


class StepCode(StrEnum):
    """What a step is about."""

    STRENGTHS = "strengths"
    WISH = "wish"
    RISK = "risk"
    SAFETY = "safety"
    DIFFERENTLY = "differently"
    SIGNS = "signs"
    LEAVING = "leaving"
    TALK = "talk"
    NEXT_STEPS = "next_steps"
    REVIEW = "review"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, a prompt for who sits with this person, and the kinds that record it."""

    code: StepCode
    title: str
    prompt: str
    kinds: tuple[str, ...]


_STRENGTHS = Step(
    StepCode.STRENGTHS,
    N_("What already works, and who helps"),
    N_("When does it go better? What are they good at? Who stands by them?"),
    ("strength", "what_works", "who_helps"),
)
_WISH = Step(
    StepCode.WISH,
    N_("What they want, asked alone"),
    N_("Ask openly: both ways are good, and not to have decided is an answer too."),
    ("course",),
)
_RISK = Step(
    StepCode.RISK,
    N_("Risk, looked at with them"),
    N_("How safe do they feel today? What has changed since you last asked?"),
    ("risk_assessed",),
)
_SAFETY = Step(
    StepCode.SAFETY,
    N_("A plan to be safe"),
    N_("What do they do, whom do they ring, and where do they go when it becomes difficult?"),
    ("safety_plan", "own_safety_plan"),
)
_DIFFERENTLY = Step(
    StepCode.DIFFERENTLY,
    N_("What they do differently"),
    N_("Their own part only. Since when, and who would notice?"),
    ("do_differently",),
)
_SIGNS = Step(
    StepCode.SIGNS,
    N_("Signs that it slips"),
    N_("What would be seen first? Who notices, and what do they do then?"),
    ("slipping_sign",),
)
_LEAVING = Step(
    StepCode.LEAVING,
    N_("A private plan for leaving"),
    N_("A word for help, papers, money, the children's things, medication. It stays in this room."),
    ("exit_plan",),
)
_TALK = Step(
    StepCode.TALK,
    N_("What may be agreed"),
    N_("What would they talk about, and what stays closed? Closed needs no reason."),
    ("may_be_agreed",),
)
_NEXT_STEPS = Step(
    StepCode.NEXT_STEPS,
    N_("Their next steps"),
    N_("Small enough to be done. By when, and who helps?"),
    ("next_step",),
)
_REVIEW = Step(
    StepCode.REVIEW,
    N_("How it goes on"),
    N_("Ask alone how it goes, and agree a day to ask again."),
    ("course_review",),
)
_ENOUGH = Step(
    StepCode.ENOUGH,
    N_("They say that it is enough for now"),
    N_("Only they can say so. Support goes on as long as they wish."),
    ("course_review",),
)

_BEGIN = (_STRENGTHS, _WISH, _RISK, _SAFETY)
_END = (_NEXT_STEPS, _REVIEW, _ENOUGH)

STEPS: dict[Which, tuple[Step, ...]] = {
    Which.LIVING_TOGETHER: (*_BEGIN, _DIFFERENTLY, _SIGNS, *_END),
    Which.PARTING: (*_BEGIN, _LEAVING, _TALK, *_END),
    Which.NOT_DECIDED: (*_BEGIN, *_END),
}
"""Who has not decided has steps too; deciding is not one that anybody hurries."""
