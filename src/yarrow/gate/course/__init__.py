"""One person's own course: what its steps are, and where this person is on it."""

from yarrow.gate.course.guide import CourseGuide, GuideStep, OwnStep, StepState, guide, has_course
from yarrow.gate.course.steps import STEPS, Step, StepCode

__all__ = [
    "STEPS",
    "CourseGuide",
    "GuideStep",
    "OwnStep",
    "Step",
    "StepCode",
    "StepState",
    "guide",
    "has_course",
]
