"""Asking the team room: findings that no single room can make."""

from collections.abc import Sequence

from yarrow.gate.facts.base import Home
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rulebook import Rule, reasons_of
from yarrow.gate.rules import justice, reach, ways
from yarrow.gate.rules import team as rules

TEAM_RULES: tuple[Rule, ...] = (
    reach.not_contradictory,
    rules.abuse_asked,
    rules.own_choice,
    rules.everyone_looked_at,
    rules.accounts_meet,
    rules.place_is_planned,
    rules.specialist_saw_the_whole,
    rules.time_plan_outlined,
    rules.team_agreements_are_free,
    ways.conference_planned,
    ways.time_alone_decided,
    ways.go_between_known,
    ways.recording_kept,
    justice.pathway_agrees,
    justice.official_case_known,
    justice.admitted_or_found,
)


def reasons_for_team(recorded: Sequence[Recorded], question: Question) -> tuple[GateReason, ...]:
    """Every reason, from the team room alone, why this may not go ahead on that day."""
    return reasons_of(lambda _facts, _question: TEAM_RULES, recorded, Home.TEAM, question)
