"""Rules of plans that are not rules of contact. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from yarrow.cases.terms import Stage
from yarrow.gate.plan import AfterCare
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer, Standing, answer, last_day
from yarrow.gate.words import Answer

from .terms import FollowUpKind

SIGN_OFF_DAYS = 14
"""design.md §5 (10): how long a sign-off lasts. A service may shorten it, never lengthen it."""
BRIEF_DAYS = 14
"""A brief lasts no longer than the sign-off that it serves."""
AFTER_CARE = {
    AfterCare.HOURS_48.value: timedelta(days=2),
    AfterCare.WEEKS_2.value: timedelta(weeks=2),
    AfterCare.WEEKS_6.value: timedelta(weeks=6),
    AfterCare.MONTHS_3.value: timedelta(days=91),
    AfterCare.MONTHS_6.value: timedelta(days=182),
}
"""domain.md E35, design.md §5 (10): the series after a joint event, harmed person first."""

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


def after_care_days(event_on: date) -> dict[str, date]:
    """The day of each after-care step for a joint event on that day."""
    return {kind: event_on + delay for kind, delay in AFTER_CARE.items()}


AFTER = {
    FollowUpKind.RISK_AGAIN: timedelta(days=1),
    FollowUpKind.SAFETY_48H: AFTER_CARE[AfterCare.HOURS_48.value],
    FollowUpKind.TELL_OUTCOME: timedelta(days=7),
    FollowUpKind.TWO_WEEKS: AFTER_CARE[AfterCare.WEEKS_2.value],
    FollowUpKind.SIX_WEEKS: AFTER_CARE[AfterCare.WEEKS_6.value],
    FollowUpKind.THREE_MONTHS: AFTER_CARE[AfterCare.MONTHS_3.value],
    FollowUpKind.SIX_MONTHS: AFTER_CARE[AfterCare.MONTHS_6.value],
}
"""What is owed to every room after an event (domain.md E34 to E36). The day for looking at risk again
and the seven days for telling how it ended are our own."""
DEBRIEF_AFTER = timedelta(days=2)
"""When the workers have spoken it through: as soon as everybody was called. Our own (domain.md E36)."""


def follow_up_days(event_on: date) -> dict[FollowUpKind, date]:
    """The day by which each follow-up of a room is made, for an event on that day."""
    return {kind: event_on + delay for kind, delay in AFTER.items()}


def event_day(kind: FollowUpKind, due_on: date) -> date:
    """The day of the event that a follow-up belongs to."""
    return due_on - AFTER[kind]


def is_stopped(*, arranged_at: datetime | None, stopped_at: datetime | None) -> bool:
    """Whether a stop came after the plan was arranged; a tie is a stop."""
    return arranged_at is not None and stopped_at is not None and stopped_at >= arranged_at
