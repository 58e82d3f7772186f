"""Rules of plans that are not rules of contact. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from yarrow.cases.terms import Stage
from yarrow.gate.plan import AfterCare
from yarrow.gate.policy import Policy
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer, Standing, answer, last_day
from yarrow.gate.words import Answer

from .terms import FollowUpKind

SIGN_OFF_DAYS = 14
"""design.md §5 (10): how long a sign-off lasts. A service may shorten it, never lengthen it."""
BRIEF_DAYS = 14
"""A brief lasts no longer than the sign-off that it serves."""
AFTER_CARE = {
    AfterCare.HOURS_48.value: "first_contact_days",
    AfterCare.WEEKS_2.value: "second_contact_days",
    AfterCare.WEEKS_6.value: "third_contact_days",
    AfterCare.MONTHS_3.value: "fourth_contact_days",
    AfterCare.MONTHS_6.value: "fifth_contact_days",
}
"""domain.md E35, design.md §5 (10): the series after a joint event, harmed person first; each by the number
that says within how many days (``gate.policy``)."""

_NEXT_STAGE = {Stage.FIRST_CALLS: Stage.PREPARING, Stage.PREPARING: Stage.AFTER_CARE}


def stage_after(stage: str) -> Stage | None:
    """The stage that a process moves on to; None where it is ended or begun anew by acts of their own."""
    return _NEXT_STAGE.get(Stage(stage))


@dataclass(frozen=True, slots=True)
class Answered:
    """What one room answered to one question: yes or no, and until which day."""

    stands: bool
    last_day: date | None

    def is_no_worse_than(self, signed: "Answered") -> bool:
        """Whether a signature given on ``signed`` still covers this answer.

        A longer last day changes nothing that was signed; a shorter one, or a no, does
        (design.md §4, "Asking").
        """
        if not (self.stands and signed.stands):
            return False
        if self.last_day is None or signed.last_day is None:
            return False
        return self.last_day >= signed.last_day


NO = Answered(stands=False, last_day=None)


def answered(standing: Standing | None, question: Question, *, team_abuse: Answer) -> Answered:
    """Read one question off a standing; unknown is written as no."""
    if standing is None or answer(standing, question, team_abuse=team_abuse) is not RoomAnswer.STANDS:
        return NO
    return Answered(stands=True, last_day=last_day(standing, question))


def answers_to_bytes(answers: Mapping[UUID, Answered]) -> bytes:
    """The answers in one fixed order, so that the same answers have the same signature."""
    rows = [
        [str(room), answer.stands, answer.last_day.isoformat() if answer.last_day else None]
        for room, answer in sorted(answers.items())
    ]
    return json.dumps(rows).encode()


def answers_from_bytes(raw: bytes) -> dict[UUID, Answered]:
    """Read them back; raises ValueError on anything else."""
    return {
        UUID(room): Answered(stands is True, date.fromisoformat(day) if day else None)
        for room, stands, day in json.loads(raw)
    }


def still_covered(signed: Mapping[UUID, Answered], now: Mapping[UUID, Answered]) -> bool:
    """Whether the rooms are the same ones and none answers worse than when it was signed."""
    if not signed or set(signed) != set(now):
        return False
    return all(now[room].is_no_worse_than(signed[room]) for room in signed)


def after_care_days(event_on: date, policy: Policy) -> dict[str, date]:
    """The day of each after-care step for a joint event on that day, by the numbers of that day."""
    asked = policy.in_an_act()
    return {kind: event_on + asked.days(name) for kind, name in AFTER_CARE.items()}


RISK_AGAIN_AFTER = timedelta(days=1)
TELL_WITHIN = timedelta(days=7)
"""Both are our own. No service sets them: neither is in design.md §5 (10)."""
DEBRIEF_AFTER = timedelta(days=2)
"""When the workers have spoken it through: as soon as everybody was called. Our own (domain.md E36)."""


def follow_up_days(event_on: date, policy: Policy) -> dict[FollowUpKind, date]:
    """What is owed to every room after an event on that day, and by when (domain.md E34 to E36)."""
    days = after_care_days(event_on, policy)
    return {
        FollowUpKind.RISK_AGAIN: risk_again_on(event_on),
        FollowUpKind.SAFETY_48H: days[AfterCare.HOURS_48.value],
        FollowUpKind.TELL_OUTCOME: event_on + TELL_WITHIN,
        FollowUpKind.TWO_WEEKS: days[AfterCare.WEEKS_2.value],
        FollowUpKind.SIX_WEEKS: days[AfterCare.WEEKS_6.value],
        FollowUpKind.THREE_MONTHS: days[AfterCare.MONTHS_3.value],
        FollowUpKind.SIX_MONTHS: days[AfterCare.MONTHS_6.value],
    }


def risk_again_on(event_on: date) -> date:
    """The day by which risk is looked at again after an event. The same whatever numbers a service asks."""
    return event_on + RISK_AGAIN_AFTER


def event_of_risk_again(due_on: date) -> date:
    """The day of the event after which risk is looked at again by this day."""
    return due_on - RISK_AGAIN_AFTER


def is_stopped(*, arranged_at: datetime | None, stopped_at: datetime | None) -> bool:
    """Whether a stop came after the plan was arranged; a tie is a stop."""
    return arranged_at is not None and stopped_at is not None and stopped_at >= arranged_at
