"""Putting one plan to the gate: what each holder sees, what the plan lacks, and what the gate says."""

from dataclasses import dataclass

from yarrow.gate.ask import Possible, remains_possible
from yarrow.gate.forms import APART
from yarrow.gate.person import reasons_for_person
from yarrow.gate.reasons import GateReason
from yarrow.gate.team import reasons_for_team
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import propose_plan
from yarrow.meetings.gate import gate_answer, plan_reasons
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import question_of

from .opened import NotRecorded, OpenedCase
from .questions import Question
from .telling import TEAM

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Seen:
    """One reason, and where it is seen: in a person's room, the team's, or on the plan."""

    place: str
    reason: GateReason


@dataclass(frozen=True, slots=True)
class Said:
    """The gate's answer, and the reasons behind it as the holders see them."""

    is_possible: bool
    seen: tuple[Seen, ...]
    remains: frozenset[str]

    @property
    def codes(self) -> frozenset[str]:
        """Every code that is given."""
        return frozenset(each.reason.code for each in self.seen)

    @property
    def agrees(self) -> bool:
        """Whether the standings in the database say the same as the rooms."""
        return self.is_possible is not bool(self.seen)


def propose(question: Question, opened: OpenedCase) -> Plan:
    """Make the plan that is put to the gate, by the lead; raises NotRecorded."""
    plan = propose_plan(
        case=opened.case,
        form=question.form,
        topics=question.topics,
        rooms=[opened.rooms[key] for key in question.people],
        by=opened.staff.lead.worker,
        clock=opened.clock,
    )
    if isinstance(plan, Refused):
        raise NotRecorded(PLAN, plan, plan)
    return plan


def ask(question: Question, plan: Plan, opened: OpenedCase) -> Said:
    """Ask the gate, and look into every room concerned with its own holder's key."""
    day = opened.clock.today()
    return Said(
        is_possible=isinstance(gate_answer(plan, day), Possible),
        seen=reasons_seen(question, plan, opened),
        remains=frozenset(still.code for still in remains_possible(question_of(plan, day))),
    )


def reasons_seen(question: Question, plan: Plan, opened: OpenedCase) -> tuple[Seen, ...]:
    """The union of what each holder sees inside their room, what the team sees, and the plan."""
    asked = question_of(plan, opened.clock.today())
    seen = [
        Seen(key, reason)
        for key in question.people
        for reason in reasons_for_person(opened.recorded(key), asked)
    ]
    if question.form not in APART:
        seen += [Seen(TEAM, reason) for reason in reasons_for_team(opened.recorded(TEAM), asked)]
        seen += [Seen(PLAN, reason) for reason in plan_reasons(plan, opened.clock.today())]
    return tuple(seen)
