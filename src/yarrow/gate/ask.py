"""The gate counts what rooms, team and plan answer. Unknown, missing, expired, an error: "not yet"."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.forms import APART
from yarrow.gate.plan import PlanFacts, reasons_for_plan
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, StillOpen
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.words import N_

PEOPLE_AT_LEAST = 2  # nothing joint is asked of one room alone

ROOM_NOT_READY = ground(
    "ROOM",
    N_("Not everything that must be in place for a person is in place, or it must be looked at again."),
    N_("The holder of the room sees what is needed."),
    absent=False,
)
TEAM_NOT_READY = ground(
    "ROOM",
    N_("Not everything that the team looks after is in place, or it must be looked at again."),
    N_("The team room shows what is needed."),
    absent=False,
)
TOO_FEW_ROOMS = ground(
    "ROOM",
    N_("Not everybody's room was asked."),
    N_("Name everyone who would take part, and every child affected."),
    absent=True,
)
STAYS_OPEN = (
    StillOpen("E28", N_("A letter that is not sent is always possible.")),
    StillOpen(
        "E12", N_("Support goes on, whatever this answer is: listening, safety, work with one person.")
    ),
)


@dataclass(frozen=True, slots=True)
class Possible:
    """Nothing recorded stands in the way. It is not a judgement that it is wise or safe."""

    question: Question

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class NotYet:
    """What must be in place first. ``rooms`` are those that do not stand or are not known."""

    question: Question
    reasons: tuple[GateReason, ...]
    rooms: tuple[UUID, ...]

    def __bool__(self) -> bool:
        return False


def ask(
    question: Question,
    rooms: Mapping[UUID, RoomAnswer],
    team: RoomAnswer,
    plan: PlanFacts | None,
) -> Possible | NotYet:
    """May this go ahead, as things are recorded.

    ``rooms`` holds the answers of everyone who takes part and of every child affected; for work with
    one person only that person's room, and then neither team nor plan is asked.
    """
    try:
        return _counted(question, rooms, team, plan)
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return NotYet(question, (CANNOT_BE_READ,), ())


def _counted(
    question: Question,
    rooms: Mapping[UUID, RoomAnswer],
    team: RoomAnswer,
    plan: PlanFacts | None,
) -> Possible | NotYet:
    waiting = tuple(room for room, said in rooms.items() if said is not RoomAnswer.STANDS)
    reasons = [ROOM_NOT_READY] if waiting else []
    if question.form in APART:
        reasons += [] if len(rooms) == 1 else [TOO_FEW_ROOMS]
    else:
        reasons += [] if len(rooms) >= PEOPLE_AT_LEAST else [TOO_FEW_ROOMS]
        reasons += [] if team is RoomAnswer.STANDS else [TEAM_NOT_READY]
        reasons += reasons_for_plan(plan, question)
    return NotYet(question, tuple(reasons), waiting) if reasons else Possible(question)


def remains_possible(question: Question) -> tuple[StillOpen, ...]:
    """What is open whatever the answer to this question is (domain.md E12, E28)."""
    del question  # the same for every question: a closed gate never ends support
    return STAYS_OPEN
