"""Asking the plan. Its facts are plain: who works on it, what is written, who has signed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.forms import APART
from yarrow.gate.plan_facts import AfterCare, PlanFacts, PlanPractitioner, SignOff
from yarrow.gate.policy import OWN
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rulebook import said_by_whom
from yarrow.gate.rules import plan as rules

__all__ = ["PLAN_RULES", "AfterCare", "PlanFacts", "PlanPractitioner", "SignOff", "reasons_for_plan"]

PLAN_RULES: tuple[Callable[[PlanFacts, Question], Iterator[GateReason]], ...] = (
    rules.somebody_answers,
    rules.two_workers,
    rules.supervised,
    rules.signed_off,
    rules.is_a_series,
    rules.after_care_set,
    rules.vetted,
    rules.nobody_uneasy,
    rules.not_stopped,
)


def reasons_for_plan(plan: PlanFacts | None, question: Question) -> tuple[GateReason, ...]:
    """Every reason why this plan is not complete for this form; none for work with one person."""
    if question.form in APART:
        return ()
    if not question.policy.is_known:
        return (CANNOT_BE_READ,)
    if plan is None:
        return (rules.NO_PLAN,)
    by_own_numbers = _given(plan, replace(question, policy=OWN))
    return said_by_whom(_given(plan, question), by_own_numbers)


def _given(plan: PlanFacts, question: Question) -> tuple[GateReason, ...]:
    try:
        return tuple(reason for rule in PLAN_RULES for reason in rule(plan, question))
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
